/** What the two halves of pdfjs hand each other. */
import { describe, expect, test } from '@jest/globals';
import { createDirectPort } from '../src/ingest/read/pdf/direct-port.js';

/** Runs after every message that was sent before. */
const delivered = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a port within one thread', () => {
  test('delivers to every listener, in order, after the sender has gone on', async () => {
    const port = createDirectPort();
    const heard: unknown[] = [];
    port.addEventListener('message', ({ data }) => heard.push(['a', data]));
    port.addEventListener('message', ({ data }) => heard.push(['b', data]));
    port.postMessage(1);
    port.postMessage(2);
    expect(heard).toEqual([]);
    await delivered();
    expect(heard).toEqual([
      ['a', 1],
      ['b', 1],
      ['a', 2],
      ['b', 2],
    ]);
  });

  test('hands objects on without copying them', async () => {
    const port = createDirectPort();
    const glyph = { unicode: 'x' };
    const heard: unknown[] = [];
    port.addEventListener('message', ({ data }) => heard.push(data));
    port.postMessage({ chunk: { fnArray: [44], argsArray: [[glyph]] } });
    await delivered();
    const [message] = heard as { chunk: { argsArray: unknown[][] } }[];
    expect(message?.chunk.argsArray[0]?.[0]).toBe(glyph);
  });

  test('delivers drawing instructions whole although their sender empties its lists at once', async () => {
    const port = createDirectPort();
    const heard: unknown[] = [];
    port.addEventListener('message', ({ data }) => heard.push(data));
    const [fnArray, argsArray] = [
      [44, 13],
      [['text'], null],
    ];
    port.postMessage({ streamId: 1, chunk: { fnArray, argsArray, length: 2 } });
    fnArray.length = 0;
    argsArray.length = 0;
    await delivered();
    expect(heard).toEqual([{ streamId: 1, chunk: { fnArray: [44, 13], argsArray: [['text'], null], length: 2 } }]);
  });

  test('is silent to listeners that were removed or whose signal has fired', async () => {
    const port = createDirectPort();
    const heard: unknown[] = [];
    const gone = ({ data }: { readonly data: unknown }): void => {
      heard.push(data);
    };
    const stop = new AbortController();
    port.addEventListener('message', gone);
    port.addEventListener('message', ({ data }) => heard.push(data), { signal: stop.signal });
    port.addEventListener('message', ({ data }) => heard.push(data), { signal: AbortSignal.abort() });
    port.removeEventListener('message', gone);
    stop.abort();
    port.postMessage('anybody?');
    await delivered();
    expect(heard).toEqual([]);
  });
});
