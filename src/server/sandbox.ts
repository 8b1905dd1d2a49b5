/** GraphiQL for people who open `/graphql` in a browser; served whole from here, nothing comes from elsewhere. */
import { randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';

const defaultQuery = `# McDewey: ask in the scope of a version, get passages to cite.
# Ctrl-Space completes, the book on the left holds the schema.

query Search {
  search(query: "how do I install it") {
    hits(first: 5) {
      nodes {
        rank
        excerpt
        chunk {
          key
          headingPath
          permalink
          version { label }
          product { name }
        }
        alsoIn(first: 10) { nodes { version { label } } }
      }
      pageInfo { hasNextPage endCursor }
    }
    degraded { leg reason }
  }
}

query Catalogue {
  library { products versions documents passages }
  products(first: 10) {
    totalCount
    nodes {
      slug
      name
      vendor { name }
      latestVersion { label documentCount }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`;

/** Inline script by nonce, workers that the script makes itself, styles that the editor writes while it runs. */
function policy(nonce: string): string {
  return [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}' blob:`,
    `worker-src blob:`,
    `style-src 'unsafe-inline'`,
    `img-src data:`,
    `font-src data:`,
    `connect-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

/** The page around the place where its script starts. It is some megabytes, so it is made when first asked for. */
async function renderPage(endpoint: string): Promise<readonly [string, string]> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const page = renderGraphiQL({ title: 'McDewey GraphQL', endpoint, defaultQuery });
  const start = page.indexOf('<script>');
  return [page.slice(0, start), page.slice(start + '<script>'.length)];
}

/** Answers browsers; leaves requests that carry a query or do not want HTML to the next handler. */
export function createSandbox(endpoint: string): RequestHandler {
  let page: Promise<readonly [string, string]> | undefined;
  return async (request, response, next) => {
    if ('query' in request.query || request.accepts(['json', 'html']) !== 'html') {
      next();
      return;
    }
    page ??= renderPage(endpoint);
    const [head, script] = await page;
    const nonce = randomBytes(16).toString('base64');
    response
      .type('html')
      .set('content-security-policy', policy(nonce))
      .set('x-content-type-options', 'nosniff')
      .set('referrer-policy', 'no-referrer')
      .set('cache-control', 'no-store')
      .send(`${head}<script nonce="${nonce}">${script}`);
  };
}
