/** `mcdewey accounts`: who can sign in. Links are printed once; a secret is never typed on the command line. */
import type { Command, CommandContext } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';
import { openLibrary, type OpenedLibrary } from '../cli/open-library.js';
import { made } from '../cli/made.js';
import { timeText } from '../cli/time-text.js';
import { everyPage } from '../every-page.js';
import { NotFoundError } from '../errors.js';
import { enumName, graphql, operation, type DataOf, type VariablesOf } from '../typed-operation.js';

export interface AccountsArguments {
  readonly action: 'list' | 'link' | 'invite' | 'reset' | 'set';
  readonly email?: string;
  readonly role?: string;
  readonly disable?: boolean;
  readonly enable?: boolean;
  readonly json: boolean;
}

const accountFields = graphql(`
  fragment AccountFields on Account {
    id
    email
    name
    role
    disabled
    revision
  }
`);
const linkFields = graphql(`
  fragment LinkFields on AccessLinkPayload {
    path
    expiresAt
  }
`);

type AccountData = DataOf<typeof accountFields>;
type LinkData = DataOf<typeof linkFields>;

const listOperation = operation(
  graphql(
    `
      query Accounts($after: String) {
        accounts(first: 100, after: $after) {
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            ...AccountFields
          }
        }
      }
    `,
    [accountFields],
  ),
);
const firstLinkOperation = operation(
  graphql(
    `
      mutation FirstLink {
        link: createFirstAdministratorLink {
          ...LinkFields
        }
      }
    `,
    [linkFields],
  ),
);
const inviteOperation = operation(
  graphql(
    `
      mutation Invite($input: InviteAccountInput!) {
        link: inviteAccount(input: $input) {
          ...LinkFields
        }
      }
    `,
    [linkFields],
  ),
);
const resetOperation = operation(
  graphql(
    `
      mutation Reset($id: ID!) {
        link: createPasswordReset(input: { accountId: $id }) {
          ...LinkFields
        }
      }
    `,
    [linkFields],
  ),
);
const updateOperation = operation(
  graphql(
    `
      mutation UpdateAccount($input: UpdateAccountInput!) {
        changed: updateAccount(input: $input) {
          account {
            ...AccountFields
          }
        }
      }
    `,
    [accountFields],
  ),
);

async function all({ execute }: OpenedLibrary): Promise<readonly AccountData[]> {
  return everyPage(async (after) => (await execute(listOperation, { after })).accounts);
}

/** @throws NotFoundError */
async function named(library: OpenedLibrary, email: string): Promise<AccountData> {
  const account = (await all(library)).find((one) => one.email === email.trim().toLowerCase());
  if (account === undefined)
    throw new NotFoundError(`There is no account ${email}; \`mcdewey accounts\` lists all.`, {});
  return account;
}

function lineOf({ email, name, role, disabled }: AccountData): string {
  return `${email}  ${role}${disabled ? ' (disabled)' : ''}  ${name}`;
}

async function linkFor(library: OpenedLibrary, given: AccountsArguments): Promise<LinkData> {
  const { action, email = '', role = 'READER' } = given;
  if (action === 'link') return (await library.execute(firstLinkOperation)).link;
  if (action === 'invite')
    return (await library.execute(inviteOperation, { input: { email, role: enumName<'Role'>(role) } })).link;
  return (await library.execute(resetOperation, { id: (await named(library, email)).id })).link;
}

function baseUrlOf({ config }: CommandContext, library: OpenedLibrary): string {
  if (config.publicUrl !== undefined) return config.publicUrl;
  const url = 'owner' in library ? library.owner.url : undefined;
  return url ?? `http://${config.host}:${String(config.port)}`;
}

async function set(library: OpenedLibrary, given: AccountsArguments): Promise<AccountData> {
  const { id, revision } = await named(library, given.email ?? '');
  const disabled = given.disable === true ? true : given.enable === true ? false : undefined;
  const input: VariablesOf<typeof updateOperation>['input'] = {
    id,
    expectedRevision: revision,
    ...(given.role !== undefined && { role: enumName<'Role'>(given.role) }),
    ...(disabled !== undefined && { disabled }),
  };
  return made((await library.execute(updateOperation, { input })).changed.account);
}

export const accounts: Command<AccountsArguments> = async (context, given) => {
  const { terminal } = context;
  const library = await openLibrary(context, { command: 'accounts' });
  try {
    if (given.action === 'list') {
      const accounts = await all(library);
      if (given.json) terminal.printJson(accounts);
      else for (const account of accounts) terminal.print(lineOf(account));
      if (accounts.length === 0) terminal.tell('There are no accounts. `mcdewey accounts link` begins.');
    } else if (given.action === 'set') {
      const account = await set(library, given);
      if (given.json) terminal.printJson(account);
      else terminal.print(lineOf(account));
    } else {
      const { path, expiresAt } = await linkFor(library, given);
      const url = baseUrlOf(context, library) + path;
      if (given.json) terminal.printJson({ url, expiresAt });
      else {
        terminal.print(url);
        terminal.tell(`It works once, until ${timeText(expiresAt)}, while the service runs.`);
      }
    }
    return exitCodes.done;
  } finally {
    await library.close();
  }
};
