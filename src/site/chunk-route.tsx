/** `/c/<key>` and `/c/<key>.md`: the permanent page of a chunk. */
import type { Request, Response } from 'express';
import type { Execute } from '../executor.js';
import { ChunkPage } from './chunk-page.js';
import { sendFailure } from './failure.js';
import { chunkMarkdown } from './markdown-pages.js';
import { recordOpeningOperation } from './operations/record-opening.js';
import { chunkPageOperation, type ChunkPageData } from './operations/chunk-page.js';
import { textParameter } from './query-text.js';
import { sendHtml, sendMarkdown, wantsMarkdown } from './respond.js';
import type { SiteContext } from './site-context.js';

export function createChunkRoute({ executeFor, baseUrl }: SiteContext) {
  const find = (execute: Execute, key: string): Promise<ChunkPageData> => execute(chunkPageOperation, { key });

  return async (request: Request, response: Response, asked: string): Promise<void> => {
    const execute = executeFor(request, response);
    // A key may itself end in .md: the exact key comes first.
    const stripped = asked.endsWith('.md') ? asked.slice(0, -'.md'.length) : undefined;
    const exact = await find(execute, asked);
    const isSuffixed = exact.chunk === null && stripped !== undefined && stripped !== '';
    const { chunk, mayGiveFeedback } = isSuffixed ? await find(execute, stripped) : exact;
    if (chunk === null) {
      sendFailure(request, response, {
        status: 404,
        title: 'This chunk is not in the library',
        advice:
          'Old addresses lead to where their text went, so this one never existed or its document was taken out. Search for the text instead:',
        query: wordsOf(stripped ?? asked),
      });
      return;
    }
    const token = textParameter(request, 's');
    if (token !== undefined) await execute(recordOpeningOperation, { token });
    const key = isSuffixed ? stripped : asked;
    if (chunk.key !== key) {
      // A move may be taken back: nobody keeps it without asking.
      response.set('Cache-Control', 'private, no-cache').redirect(301, `${chunk.permalink}${isSuffixed ? '.md' : ''}`);
    } else if (isSuffixed || wantsMarkdown(request)) {
      sendMarkdown(response, chunkMarkdown(chunk, baseUrl));
    } else {
      const feedback = { isOpen: mayGiveFeedback, isSent: textParameter(request, 'feedback') === 'sent' };
      const canonical = `${baseUrl}${chunk.permalink}`;
      sendHtml(response, <ChunkPage chunk={chunk} canonical={canonical} feedback={feedback} />);
    }
  };
}

/** The words in a key, without its ordinal: what a reader may have been after. */
function wordsOf(key: string): string {
  const words = key
    .replace(/::\d+$/, '')
    .split(/::|[-_/\s]+/)
    .filter((word) => word !== '');
  return [...new Set(words)].join(' ').slice(0, 120);
}
