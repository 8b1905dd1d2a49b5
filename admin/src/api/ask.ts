/** Sends GraphQL documents to the service. Failures come as `AskError`, whose message can be shown as it is. */
import type { TadaDocumentNode } from 'gql.tada';
import { words } from '../words/en.js';
import { plainMessage } from '../words/plain-message.js';
import { textOf } from './graphql.js';

export class AskError extends Error {
  constructor(
    message: string,
    /** The API's stable code; `UNREACHABLE` if no answer came. */
    readonly code: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/** Any document; its kind (query or mutation) plays no part in sending it. */
export type Operation<Data, Variables> = Pick<TadaDocumentNode<Data, Variables>, '__apiType' | 'kind' | 'definitions'>;

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: { readonly code?: string; readonly details?: Readonly<Record<string, unknown>> };
  }[];
}

async function answerOf<Data>(response: Response): Promise<Answer<Data>> {
  try {
    return (await response.json()) as Answer<Data>;
  } catch {
    throw new AskError(words.errors.notUnderstood(response.status), 'NOT_UNDERSTOOD');
  }
}

/** The first error of an answer, or null. */
export function errorOf({ errors }: Answer<unknown>): AskError | null {
  const [error] = errors ?? [];
  if (error === undefined) return null;
  return new AskError(plainMessage(error.message), error.extensions?.code ?? 'INTERNAL', error.extensions?.details);
}

interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>> | null;
}

/** A mutation gave nothing but what is wrong with its input. What gives more beside that is for its screen to tell. */
function refusalOf(data: unknown): AskError | null {
  for (const payload of Object.values(data as Record<string, unknown>)) {
    if (payload === null || typeof payload !== 'object') continue;
    const { userErrors, ...rest } = payload as { readonly userErrors?: readonly Refusal[] };
    const [error] = userErrors ?? [];
    if (userErrors === undefined || error === undefined || Object.values(rest).some((value) => value != null)) continue;
    const message = userErrors.map((each) => plainMessage(each.message)).join(' ');
    return new AskError(message, error.code, error.details ?? {});
  }
  return null;
}

/** @throws AskError */
export async function ask<Data, Variables>(
  operation: Operation<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Data> {
  let response: Response;
  try {
    response = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json' },
      body: JSON.stringify({ query: textOf(operation), variables }),
      ...(signal !== undefined && { signal }),
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new AskError(words.errors.unreachable, 'UNREACHABLE');
  }
  const answer = await answerOf<Data>(response);
  const error = errorOf(answer);
  if (error !== null) throw error;
  if (answer.data == null) throw new AskError(words.errors.notUnderstood(response.status), 'NOT_UNDERSTOOD');
  const refusal = refusalOf(answer.data);
  if (refusal !== null) throw refusal;
  return answer.data;
}
