/** A chunk's text as HTML within a page. */
import type { JSX } from 'preact';
import { renderMarkdown, type MarkdownOptions } from '../rendering/markdown.js';

interface RenderedTextProps extends MarkdownOptions {
  readonly text: string;
  /** Language of the manual, as a BCP 47 tag. */
  readonly language: string | null;
}

export function RenderedText({ text, language, ...options }: RenderedTextProps): JSX.Element {
  const html = renderMarkdown(text, options);
  return <div class="text" lang={language ?? undefined} dangerouslySetInnerHTML={{ __html: html }} />;
}
