/** Tells how to connect an MCP client to this library. */
import type { JSX } from 'preact';

export function ConnectClient({ mcpUrl }: { readonly mcpUrl: string }): JSX.Element {
  const snippet = JSON.stringify({ mcpServers: { mcdewey: { type: 'http', url: mcpUrl } } }, null, 2);
  return (
    <section class="connect" aria-labelledby="connect">
      <h2 id="connect">Connect your MCP client</h2>
      <p>
        The same library answers assistants and editors at <code>{mcpUrl}</code> (streamable HTTP). In most clients this
        goes into the MCP settings:
      </p>
      <pre tabIndex={0}>
        <code>{snippet}</code>
      </pre>
      <p>
        Front ends ask the GraphQL API at <a href="/graphql">/graphql</a>.
      </p>
    </section>
  );
}
