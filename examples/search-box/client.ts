/** Asks the library. Documents are typed from its schema; an answer with any error is a failure. */
import type { initGraphQLTada, ResultOf, VariablesOf } from 'gql.tada';
import type { introspection } from '../../schemas/graphql-types.js';

const serviceUrl: string = import.meta.env.VITE_MCDEWEY_URL ?? 'http://127.0.0.1:4000';

interface Setup {
  introspection: introspection;
  disableMasking: true;
  scalars: { DateTime: string; Date: string; JSON: unknown };
}

/** A document is its text: nothing of gql.tada is loaded. */
export const graphql = String as unknown as ReturnType<typeof initGraphQLTada<Setup>>;

export async function ask<Document>(
  document: Document,
  variables: VariablesOf<Document>,
  signal: AbortSignal,
): Promise<ResultOf<Document>> {
  const response = await fetch(`${serviceUrl}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query: document, variables }),
    signal,
  });
  const { data, errors } = (await response.json()) as {
    data?: ResultOf<Document> | null;
    errors?: readonly { readonly message: string }[];
  };
  if (errors?.[0] !== undefined) throw new Error(errors[0].message);
  if (data == null) throw new Error(`The library answered ${String(response.status)}.`);
  return data;
}

/** Pages of the library, such as the permalink of a chunk. */
export const linkTo = (path: string): string => new URL(path, serviceUrl).href;
