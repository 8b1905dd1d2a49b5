/** Indexes of their own on the real server that `ELASTICSEARCH_URL` names. */
import { randomUUID } from 'node:crypto';
import { Client } from '@elastic/elasticsearch';

/** Without it the tests of Elasticsearch do not run, and the global set-up says so. */
export const hasElasticsearch = process.env['ELASTICSEARCH_URL'] !== undefined;

export function elasticsearchUrl(): string {
  const url = process.env['ELASTICSEARCH_URL'];
  if (url === undefined) throw new Error('set ELASTICSEARCH_URL');
  return url;
}

/** A beginning of index names that no other test has. */
export function scratchPrefix(): string {
  return `mcdewey-test-${randomUUID().slice(0, 13)}`;
}

/** Removes every index and set of synonyms that begins with the prefix. */
export async function removeIndexes(url: string, prefix: string): Promise<void> {
  const client = new Client({ node: url });
  const indexes = Object.keys(await client.indices.get({ index: `${prefix}-*` }));
  if (indexes.length > 0) await client.indices.delete({ index: indexes });
  await client.synonyms.deleteSynonym({ id: `${prefix}-synonyms` }, { ignore: [404] });
  await client.close();
}
