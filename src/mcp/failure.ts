/** What a tool answers when it can't do what was asked: a code, what is wrong, what to do; never a stack. */
import type { CallToolResult } from '@modelcontextprotocol/server';
import { messageOf } from '../errors.js';
import { OperationError } from '../executor.js';
import type { Logger } from '../logger.js';
import { oneLine } from './untrusted-text.js';

const whatToDo: Readonly<Record<string, string>> = {
  BAD_INPUT: 'Correct the argument that the message names and call again.',
  BAD_USER_INPUT: 'Correct the argument that the message names and call again.',
  FORBIDDEN: 'Do not try again: tell the person you work for what is needed.',
  UNAUTHENTICATED: 'Do not try again: tell the person you work for that an API key is needed.',
  UNKNOWN_FIELD: 'Use one of the fields that the message names.',
  BAD_VALUE: 'Correct the value that the message names and call again.',
  NULL_REFUSED: 'Give a value for the field that the message names.',
  NAME_TAKEN: 'Use another name, or leave it out.',
  NO_SUCH_VERSION: 'Call list_library with the product to see its versions.',
  NOTHING_TO_DO: 'There is nothing to propose; do not call again.',
  TOO_MANY_OPEN: 'Do not propose more for now; tell the person you work for.',
  THROTTLED: 'Do not call again before the time that the message names, and then with fewer calls at once.',
  PASSAGE_GONE:
    'Do not cite it any more. Read the nearest text with read_chunk and the chunk_id that the message names, or search for the text again.',
  NOT_FOUND: 'Call list_library to see what the library holds, or search_docs to find the text again.',
  QUERY_TOO_COMPLEX: 'Ask for less in one call: a smaller limit, before or after.',
  STORE_UNAVAILABLE: 'The library is not reachable for the moment; try again in a few seconds.',
  EMBEDDING_UNAVAILABLE: 'Search by meaning is not available for the moment; call again with mode LEXICAL.',
  OVERLOADED: 'The library has too much to do for the moment; call again in a few seconds.',
  TIMEOUT: 'Ask for less in one call, or narrow the scope.',
  CANCELLED: 'The call was cancelled; call again if the answer is still wanted.',
};

/** A failure that the tool itself found, in the same form as those of the executor. */
export function failure(code: string, message: string, nearest: readonly string[] = []): CallToolResult {
  const lines = [
    `Error ${code}: ${oneLine(message)}`,
    nearest.length > 0 ? `Nearest that exist: ${nearest.map(oneLine).join(', ')}.` : '',
    `What to do: ${whatToDo[code] ?? 'Try again once; if it fails again, tell the operator of the library.'}`,
  ];
  return { isError: true, content: [{ type: 'text', text: lines.filter((line) => line !== '').join('\n') }] };
}

/** Translates anything thrown; what is not an expected failure is logged and masked. */
export function failureOf(error: unknown, tool: string, logger: Logger | undefined): CallToolResult {
  if (error instanceof OperationError) {
    return failure(error.code, error.message, namesIn(error.details['nearest']));
  }
  logger?.error({ err: error, tool }, `MCP tool failed: ${messageOf(error)}`);
  return failure('INTERNAL_SERVER_ERROR', 'The library failed to answer this call.');
}

function namesIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}
