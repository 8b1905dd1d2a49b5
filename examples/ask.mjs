/**
 * Asks a library from Node, without any package: `node ask.mjs "how do I start the pump" [PRODUCT [VERSION]]`.
 * MCDEWEY_URL names the service; MCDEWEY_KEY is sent where it asks for one.
 */
import { readFile } from 'node:fs/promises';

const [query, product, version] = process.argv.slice(2);
const { MCDEWEY_URL = 'http://127.0.0.1:4000', MCDEWEY_KEY } = process.env;
const document = await readFile(new URL('ask.graphql', import.meta.url), 'utf8');
const scope = { ...(product && { products: [product] }), ...(version && { versions: [version] }) };

const response = await fetch(`${MCDEWEY_URL}/graphql`, {
  method: 'POST',
  headers: {
    'content-type': 'application/json',
    accept: 'application/graphql-response+json',
    ...(MCDEWEY_KEY && { authorization: `Bearer ${MCDEWEY_KEY}` }),
  },
  body: JSON.stringify({ query: document, variables: { query, scope } }),
});
const { data, errors } = await response.json();
if (errors) throw new Error(`${errors[0].extensions.code}: ${errors[0].message}`);

for (const { requested, match, nearest } of data.search.scope.versions) {
  // The library never answers from another version in silence.
  if (match === 'NONE')
    console.log(`${requested} is not here; there are ${nearest.map(({ label }) => label).join(', ')}`);
}
for (const { excerpt, chunk } of data.search.hits.nodes) {
  console.log(`${chunk.product.name} ${chunk.version.label} · ${chunk.headingPath.join(' › ')}`);
  console.log(`  ${excerpt}`);
  console.log(`  ${new URL(chunk.permalink, MCDEWEY_URL)}`);
}
