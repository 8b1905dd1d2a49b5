/** Follows a subscription over Server-Sent Events, by the protocol of graphql-sse. */
import { useEffect, useRef, useState } from 'react';
import { errorOf, type Operation } from './ask.js';
import { textOf } from './graphql.js';

/** After a connection breaks: services restart, and other instances answer. */
const againAfterMs = 3_000;

interface StreamEvent {
  readonly name: string;
  readonly data: string;
}

/** Events of a stream, as soon as each is whole. */
export async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += decoder.decode(value, { stream: true });
    const parts = text.split('\n\n');
    text = parts.pop() ?? '';
    for (const part of parts) {
      const line = (name: string): string =>
        part
          .split('\n')
          .find((each) => each.startsWith(`${name}:`))
          ?.slice(name.length + 1)
          .trim() ?? '';
      if (line('event') !== '') yield { name: line('event'), data: line('data') };
    }
  }
}

/** @returns whether the subscription came to its end; false if the connection broke before. */
async function follow(
  body: { readonly query: string; readonly variables: unknown },
  onData: (data: unknown) => void,
  signal: AbortSignal,
): Promise<boolean> {
  const response = await fetch('/graphql/stream', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify(body),
    signal,
  });
  if (!response.ok || response.body === null) return false;
  for await (const { name, data } of eventsOf(response.body)) {
    if (name === 'complete') return true;
    const answer = JSON.parse(data) as { readonly data?: unknown };
    if (errorOf(answer) !== null) return true;
    if (answer.data != null) onData(answer.data);
  }
  return false;
}

/** What the subscription said last; null before. `onEnd` is called when it is over. */
export function useStream<Data, Variables>(
  operation: Operation<Data, Variables>,
  variables: Variables,
  { enabled, onEnd }: { readonly enabled: boolean; readonly onEnd: () => void },
): Data | null {
  const [data, setData] = useState<Data | null>(null);
  const end = useRef(onEnd);
  useEffect(() => {
    end.current = onEnd;
  });
  const body = JSON.stringify({ query: textOf(operation), variables });
  useEffect(() => {
    if (!enabled) return undefined;
    const gone = new AbortController();
    let again: ReturnType<typeof setTimeout> | undefined;
    const run = async (): Promise<void> => {
      const isOver = await follow(
        JSON.parse(body) as { query: string; variables: unknown },
        (next) => {
          setData(next as Data);
        },
        gone.signal,
      ).catch(() => false);
      if (gone.signal.aborted) return;
      if (isOver) end.current();
      else again = setTimeout(() => void run(), againAfterMs);
    };
    void run();
    return () => {
      gone.abort();
      clearTimeout(again);
    };
  }, [body, enabled]);
  return data;
}
