/** Moves through the API: looked at, then made. */
import { expect } from '@jest/globals';
import type { TestLibrary } from './library.js';

export interface MoveRow {
  readonly kind: string;
  readonly before: string;
  readonly after: string;
  readonly effect: string;
}

export interface Preview {
  readonly token: string;
  readonly documents: number;
  readonly versions: number;
  readonly products: number;
  readonly united: number;
  readonly renamed: number;
  readonly redirectedKeys: number;
  readonly rows: { readonly totalCount: number; readonly nodes: readonly MoveRow[] };
}

export interface Look {
  /** Null if there is nothing that could be made. */
  readonly preview: Preview | null;
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
}

/** Looks at what may be refused. */
export async function tryLook(library: TestLibrary, input: object): Promise<Look> {
  const { previewMove } = await library.ask<{ previewMove: Look }>(
    `mutation Look($input: MoveInput!) { previewMove(input: $input) {
       preview { token documents versions products united renamed redirectedKeys
         rows(first: 100) { totalCount nodes { kind before after effect } } }
       userErrors { code field message } } }`,
    { input },
  );
  return previewMove;
}

export async function look(library: TestLibrary, input: object): Promise<Preview> {
  const { preview, userErrors } = await tryLook(library, input);
  expect(userErrors).toEqual([]);
  if (preview === null) throw new Error('there is neither a preview nor an error');
  return preview;
}

export async function make(library: TestLibrary, token: string) {
  const { applyMove } = await library.ask<{
    applyMove: { bulk: { id: string; changed: number } | null; userErrors: readonly { code: string }[] };
  }>(
    `mutation Make($token: ID!) { applyMove(input: { token: $token }) {
       bulk { id kind changed note callerName } userErrors { code message } } }`,
    { token },
  );
  return applyMove;
}

/** Looks and makes. @returns id of the bulk. */
export async function move(library: TestLibrary, input: object): Promise<string> {
  const { token } = await look(library, input);
  const { bulk, userErrors } = await make(library, token);
  expect(userErrors).toEqual([]);
  return bulk?.id ?? '';
}

export interface Undone {
  readonly undone: number;
  readonly refused: readonly { readonly reason: string; readonly message: string }[];
}

export async function undo(library: TestLibrary, bulkId: string): Promise<Undone> {
  const { undoChanges } = await library.ask<{ undoChanges: Undone }>(
    `mutation Undo($bulkId: ID!) { undoChanges(input: { bulkId: $bulkId }) { undone refused { reason message } } }`,
    { bulkId },
  );
  return undoChanges;
}

/** Ids of a thing by the slugs that lead to it. */
export async function idOf(library: TestLibrary, path: string): Promise<string> {
  const [product = '', version = '', document = ''] = path.split('/');
  const { found } = await library.ask<{
    found: {
      id: string;
      vendor: { id: string };
      version: { id: string; document: { id: string } | null } | null;
    } | null;
  }>(
    `query Ids($product: String!, $version: String!, $document: String!) {
       found: product(slug: $product) { id vendor { id } version(label: $version) { id document(slug: $document) { id } } } }`,
    { product, version, document },
  );
  const id = document !== '' ? found?.version?.document?.id : version !== '' ? found?.version?.id : found?.id;
  if (id === undefined) throw new Error(`there is no ${path}`);
  return id;
}

/** Paths of all documents, by path. */
export async function paths(library: TestLibrary): Promise<readonly string[]> {
  const rows = await library.app.store.dataSource.query<{ path: string }[]>(
    `SELECT p.slug || '/' || v.slug || '/' || d.slug || CASE d.state WHEN 'PUBLISHED' THEN '' ELSE ' ' || d.state END AS path
     FROM document d JOIN version v ON v.id = d.version_id JOIN product p ON p.id = v.product_id ORDER BY path`,
  );
  return rows.map(({ path }) => path);
}
