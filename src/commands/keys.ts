/** `mcdewey keys`: secrets that let programs in. */
import type { Command } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';
import { openLibrary } from '../cli/open-library.js';
import { timeText } from '../cli/time-text.js';
import { everyPage } from '../every-page.js';
import { NotFoundError } from '../errors.js';
import { enumName, graphql, operation, type DataOf, type VariablesOf } from '../typed-operation.js';

export interface KeysArguments {
  readonly action: 'list' | 'create' | 'revoke';
  /** Of the key to make; or its hint or id, to revoke it. */
  readonly name?: string;
  readonly role?: string;
  readonly scope?: readonly string[];
  readonly days?: number;
  readonly json: boolean;
}

const keyFields = graphql(`
  fragment KeyFields on ApiKey {
    id
    name
    hint
    role
    scopes
    expiresAt
    lastUsedAt
  }
`);
type KeyData = DataOf<typeof keyFields>;
const dayMs = 86_400_000;

const listOperation = operation(
  graphql(
    `
      query Keys($after: String) {
        apiKeys(first: 100, after: $after) {
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            ...KeyFields
          }
        }
      }
    `,
    [keyFields],
  ),
);
const createOperation = operation(
  graphql(
    `
      mutation CreateKey($input: CreateApiKeyInput!) {
        created: createApiKey(input: $input) {
          secret
          key {
            ...KeyFields
          }
        }
      }
    `,
    [keyFields],
  ),
);
const revokeOperation = operation(
  graphql(
    `
      mutation RevokeKey($id: ID!) {
        revokeApiKey(input: { id: $id }) {
          key {
            ...KeyFields
          }
        }
      }
    `,
    [keyFields],
  ),
);

function lineOf({ hint, name, role, scopes, expiresAt, lastUsedAt }: KeyData): string {
  const until = expiresAt === null ? 'never expires' : `until ${timeText(expiresAt)}`;
  return `${hint}…  ${name}  ${role} ${scopes.join(',')}  ${until}, ${lastUsedAt === null ? 'never used' : `used ${timeText(lastUsedAt)}`}`;
}

function inputOf({
  name = '',
  role = 'reader',
  scope,
  days,
}: KeysArguments): VariablesOf<typeof createOperation>['input'] {
  const expiresAt = days === undefined ? null : new Date(Date.now() + days * dayMs).toISOString();
  return { name, role: enumName<'Role'>(role), scopes: (scope ?? ['read']).map(enumName<'KeyScope'>), expiresAt };
}

export const keys: Command<KeysArguments> = async (context, given) => {
  const { terminal } = context;
  const library = await openLibrary(context, { command: 'keys' });
  try {
    if (given.action === 'create') {
      const { created } = await library.execute(createOperation, {
        input: inputOf(given),
      });
      if (given.json) terminal.printJson({ ...created.key, secret: created.secret });
      else {
        terminal.print(created.secret);
        terminal.tell('It is not shown again. Programs send it as `Authorization: Bearer …`.');
      }
      return exitCodes.done;
    }
    const apiKeys = await everyPage(async (after) => (await library.execute(listOperation, { after })).apiKeys);
    if (given.action === 'revoke') {
      const wanted = apiKeys.filter(({ id, hint, name }) => [id, hint, name].includes(given.name ?? ''));
      const [key] = wanted;
      if (key === undefined || wanted.length > 1) {
        throw new NotFoundError(
          `${String(wanted.length)} keys are called ${given.name ?? ''}; \`mcdewey keys --json\` shows their ids.`,
          {},
        );
      }
      await library.execute(revokeOperation, { id: key.id });
      terminal.print(`Revoked ${lineOf(key)}`);
      return exitCodes.done;
    }
    if (given.json) terminal.printJson(apiKeys);
    else for (const key of apiKeys) terminal.print(lineOf(key));
    if (apiKeys.length === 0) terminal.tell('There are no keys.');
    return exitCodes.done;
  } finally {
    await library.close();
  }
};
