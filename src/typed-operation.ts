/**
 * GraphQL documents whose variables and answers are typed: the types are read off the text and the schema (`schemas/graphql-types.d.ts`,
 * which `npm run schema-types` writes). At run time a document is its text, and nothing of gql.tada is loaded.
 */
import type { initGraphQLTada, ResultOf, TadaDocumentNode } from 'gql.tada';
import type { introspection } from '../schemas/graphql-types.js';
import type { Operation } from './executor.js';

interface Setup {
  introspection: introspection;
  disableMasking: true;
  /** A text where the answer came from another process. */
  scalars: { DateTime: Date | string; Date: string; JSON: unknown };
}

/** What a document is at run time. */
interface DocumentText {
  readonly text: string;
  readonly fragments: readonly DocumentText[];
}

const tag = (text: string, fragments: readonly DocumentText[] = []): DocumentText => ({ text, fragments });

/** A query, mutation, subscription or fragment; name the fragments that it uses in a list behind it. */
export const graphql = tag as unknown as ReturnType<typeof initGraphQLTada<Setup>>;

function partsOf(document: DocumentText): DocumentText[] {
  return [document, ...document.fragments.flatMap(partsOf)];
}

/** As callers may give it: lists are only read, and what may be left out may also be undefined. */
type Loose<Value> = unknown extends Value
  ? Value
  : Value extends readonly (infer Item)[]
    ? readonly Loose<Item>[]
    : Value extends Date | string | number | boolean | null | undefined
      ? Value
      : { readonly [Name in keyof Value]: Loose<Value[Name]> | (null extends Value[Name] ? undefined : never) };

/** The whole text of a document, each fragment once, under the name of its operation. */
export function operation<Data, Variables>(
  document: TadaDocumentNode<Data, Variables>,
): Operation<Data, Loose<Variables>> {
  const parts = new Set(partsOf(document as unknown as DocumentText));
  const source = [...parts].map(({ text }) => text).join('\n');
  const [, name = ''] = /^\s*(?:query|mutation|subscription)\s+(\w+)/.exec(source) ?? [];
  return { name, source };
}

/** What a fragment selects. */
export type DataOf<Document> = ResultOf<Document>;

/** What an operation answers. */
export type AnswerOf<Asked> = Asked extends Operation<infer Data> ? Data : never;

/** What an operation asks for. */
export type VariablesOf<Asked> = Asked extends Operation<unknown, infer Variables> ? Variables : never;

/** The names of an enum of the schema. */
export type EnumOf<Type extends string> =
  introspection['types'] extends Record<Type, { enumValues: infer Names }> ? Names : never;

/** What somebody typed, such as `release-notes`, as the enum `Type` names it. What it does not name is refused by the API. */
export function enumName<Type extends string>(word: string): EnumOf<Type> {
  return word.toUpperCase().replaceAll('-', '_') as EnumOf<Type>;
}
