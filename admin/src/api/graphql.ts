/** Typed GraphQL documents. The types are read off the text and the schema; at run time a document is its text, and no parser is loaded. */
import type { initGraphQLTada, ResultOf } from 'gql.tada';
import type { introspection } from '../../../schemas/graphql-types.js';

interface Setup {
  introspection: introspection;
  disableMasking: true;
  scalars: { DateTime: string; Date: string; JSON: unknown };
}

/** What a document is at run time. */
interface DocumentText {
  readonly text: string;
  readonly fragments: readonly DocumentText[];
}

type Tada = ReturnType<typeof initGraphQLTada<Setup>>;

/** All that were made: the build writes them down for services that answer only known documents. */
export const documents: DocumentText[] = [];

function tag(text: string, fragments: readonly DocumentText[] = []): DocumentText {
  const document = { text, fragments };
  documents.push(document);
  return document;
}

/** A query, mutation, subscription or fragment; name the fragments that it uses in a list behind it. */
export const graphql = tag as unknown as Tada;

function withFragments(document: DocumentText, seen: Set<DocumentText>): void {
  if (seen.has(document)) return;
  seen.add(document);
  for (const fragment of document.fragments) withFragments(fragment, seen);
}

/** The whole text of a document, each fragment once. */
export function textOf(document: unknown): string {
  const parts = new Set<DocumentText>();
  withFragments(document as DocumentText, parts);
  return [...parts].map(({ text }) => text).join('\n');
}

export type { ResultOf };
