/** What the index holds, beside what it should hold. */
import { Client } from '@elastic/elasticsearch';
import type { DataSource } from 'typeorm';

export interface HeldPassage {
  readonly passageId: number;
  readonly revision: number;
}

/** Everything in the index that searches go to, by id. */
export async function heldPassages(url: string, prefix: string): Promise<HeldPassage[]> {
  const client = new Client({ node: url });
  try {
    const alias = `${prefix}-passages`;
    await client.indices.refresh({ index: alias });
    const { hits } = await client.search({ index: alias, size: 10_000, version: true, _source: false });
    return hits.hits
      .map((hit) => ({ passageId: Number(hit._id), revision: Number(hit._version) }))
      .sort((a, b) => a.passageId - b.passageId);
  } finally {
    await client.close();
  }
}

/** What it should hold: passages that a published document of a published version shows. */
export function publishedPassages(dataSource: DataSource): Promise<HeldPassage[]> {
  return dataSource.query(
    `SELECT p.id AS "passageId", p.revision FROM passage p
     WHERE EXISTS (SELECT FROM chunk c JOIN document d ON d.id = c.document_id JOIN version v ON v.id = c.version_id
                   WHERE c.passage_id = p.id AND d.state = 'PUBLISHED' AND v.state = 'PUBLISHED')
     ORDER BY p.id`,
  );
}
