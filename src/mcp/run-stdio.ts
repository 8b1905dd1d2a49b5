/** MCP over standard input and output, for clients that start the library as their own process. */
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { createMcpServer, type McpServerOptions } from './create-mcp-server.js';

export interface StdioOptions extends McpServerOptions {
  /** Ends the service when it fires. */
  readonly signal?: AbortSignal;
}

/**
 * Serves one client until it closes its end, or `signal` fires. Standard output belongs to the protocol meanwhile: nothing
 * else may write there.
 */
export async function runStdio(options: StdioOptions): Promise<void> {
  const { signal } = options;
  await new Promise<void>((resolve) => {
    const handle = serveStdio(() => createMcpServer(options), {
      onerror: (error) => {
        options.logger?.warn({ err: error }, 'MCP over stdio');
      },
    });
    const end = (): void => {
      void handle.close().finally(resolve);
    };
    process.stdin.once('end', end);
    process.stdin.once('close', end);
    signal?.addEventListener('abort', end, { once: true });
  });
}
