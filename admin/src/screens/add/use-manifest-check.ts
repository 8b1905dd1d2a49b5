/** Has the service check a manifest while it is written. */
import { useEffect, useState } from 'react';
import type { AskError } from '../../api/ask.js';
import { useAsk } from '../../api/use-ask.js';
import { checkManifestQuery, type Findings } from './manifest-operations.js';
import { mostCharacters } from './manifest-text.js';

/** After the last key. Milliseconds. */
const pauseMs = 300;

export interface ManifestCheck {
  /** Of this text or, while it is checked, of the one before it. */
  readonly findings: Findings | null;
  /** They are of this text. */
  readonly isCurrent: boolean;
  readonly error: AskError | null;
}

/** Answers belong to the text that they were asked for, in whatever order they come. */
export function useManifestCheck(text: string): ManifestCheck {
  const [asked, setAsked] = useState(text);
  useEffect(() => {
    if (text === asked) return undefined;
    const timer = setTimeout(() => {
      setAsked(text);
    }, pauseMs);
    return () => {
      clearTimeout(timer);
    };
  }, [text, asked]);
  const { data, error, isPlaceholderData } = useAsk(
    checkManifestQuery,
    { text: asked },
    { enabled: asked.length <= mostCharacters },
  );
  const isCurrent = asked === text && data !== undefined && !isPlaceholderData;
  return { findings: data?.checkManifest ?? null, isCurrent, error };
}
