/** The same server over streams, as a client that starts the process sees it. */
import { expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const program = `
import { runStdio } from ${JSON.stringify(new URL('../dist/src/mcp/run-stdio.js', import.meta.url).href)};
await runStdio({ execute: () => Promise.reject(new Error('not asked')), baseUrl: 'http://localhost', version: '1', withDemand: true });
process.stderr.write('ended');
`;

test('answers initialize and tools/list on standard output and ends with its input', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { env: { PATH: process.env['PATH'] } });
  let errors = '';
  child.stderr.on('data', (piece: Buffer) => (errors += piece.toString()));
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (message: Record<string, unknown>): Promise<Record<string, unknown>> => {
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
    return JSON.parse(String((await answers.next()).value)) as Record<string, unknown>;
  };
  const clientInfo = { name: 'test', version: '1' };
  const params = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo };
  expect(await ask({ id: 1, method: 'initialize', params })).toMatchObject({
    result: { serverInfo: { name: 'mcdewey' } },
  });
  child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`);
  const { result } = await ask({ id: 2, method: 'tools/list' });
  expect((result as { tools: { name: string }[] }).tools.map(({ name }) => name)).toEqual([
    'search_docs',
    'read_chunk',
    'list_library',
    'compare_versions',
    'corpus_coverage',
    'propose_correction',
    'search_demand',
  ]);
  child.stdin.end();
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect({ code, errors }).toEqual({ code: 0, errors: 'ended' });
});
