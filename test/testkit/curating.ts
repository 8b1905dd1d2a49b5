/** Edits by curators, as clients make them. */
import type { Caller } from '../../src/caller.js';
import type { TestLibrary } from './library.js';

export interface EditPayload {
  readonly curation: { readonly revision: number } | null;
  readonly changes: readonly { readonly id: string; readonly field: string; readonly before: unknown }[];
  readonly conflict: {
    readonly overlapping: readonly string[];
    readonly changes: readonly { readonly field: string; readonly callerName: string; readonly after: unknown }[];
  } | null;
  readonly userErrors: readonly { readonly code: string; readonly field: string | null; readonly message: string }[];
}

export type Noun = 'Vendor' | 'Product' | 'Version' | 'Document';

export const curator = (name: string): Caller => ({
  kind: 'ACCOUNT',
  id: null,
  name,
  role: 'CURATOR',
  scopes: null,
  door: 'GRAPHQL',
});

/** Global ids of the only vendor, the product, and what is below it. */
export async function idsOf(library: TestLibrary, product: string, version: string, document: string) {
  interface Thing {
    readonly id: string;
  }
  const answer = await library.ask<{ product: Thing & { vendor: Thing; version: Thing & { document: Thing } } }>(
    `query Ids($product: String!, $version: String!, $document: String!) {
      product(slug: $product) { id vendor { id } version(label: $version) { id document(slug: $document) { id } } } }`,
    { product, version, document },
  );
  const { product: found } = answer;
  return {
    Vendor: found.vendor.id,
    Product: found.id,
    Version: found.version.id,
    Document: found.version.document.id,
  } as const satisfies Record<Noun, string>;
}

export async function edit(
  library: TestLibrary,
  noun: Noun,
  input: Readonly<Record<string, unknown>>,
  caller?: Caller,
): Promise<EditPayload> {
  const answer = await library.ask<{ edit: EditPayload }>(
    `mutation Edit($input: Edit${noun}Input!) { edit: edit${noun}(input: $input) {
      curation { revision } changes { id field before } userErrors { code field message }
      conflict { overlapping changes { field callerName after } } } }`,
    { input },
    caller,
  );
  return answer.edit;
}

/** One field as curators see it. */
export async function standing(library: TestLibrary, id: string, field: string): Promise<Record<string, unknown>> {
  const { curation } = await library.ask<{ curation: { fields: { field: string; [name: string]: unknown }[] } }>(
    `query Standing($id: ID!) { curation(id: $id) { fields {
      field extracted isOverridden override effective sourceChanged isNeedless lastChange { callerName note door } } } }`,
    { id },
  );
  const found = curation.fields.find((each) => each.field === field);
  if (found === undefined) throw new Error(`no field ${field}`);
  return found;
}
