/** `mcdewey mcp`: the library as an MCP server on stdin and stdout. */
import { createApp } from '../app.js';
import { thisMachine } from '../caller.js';
import { executeAs } from '../executor.js';
import { runStdio } from '../mcp/run-stdio.js';
import type { Command } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';

export const mcp: Command<object> = async ({ config, logger, signal, version }) => {
  const app = await createApp(config, 'mcp', logger);
  try {
    const baseUrl = config.publicUrl ?? `http://${config.host}:${String(config.port)}`;
    await runStdio({ execute: executeAs(thisMachine('MCP'), app.execute), baseUrl, logger, version, signal });
    return exitCodes.done;
  } finally {
    await app.close();
  }
};
