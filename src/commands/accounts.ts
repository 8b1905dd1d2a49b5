/** `mcdewey accounts`: who can sign in. Links are printed once; a secret is never typed on the command line. */
import type { Command, CommandContext } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';
import { openLibrary, type OpenedLibrary } from '../cli/open-library.js';
import { everyPage, type ReadPage } from '../every-page.js';
import { NotFoundError } from '../errors.js';
import type { Operation } from '../executor.js';

export interface AccountsArguments {
  readonly action: 'list' | 'link' | 'invite' | 'reset' | 'set';
  readonly email?: string;
  readonly role?: string;
  readonly disable?: boolean;
  readonly enable?: boolean;
  readonly json: boolean;
}

interface AccountData {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly disabled: boolean;
  readonly revision: number;
}

interface LinkData {
  readonly link: { readonly path: string; readonly expiresAt: string };
}

const fields = 'id email name role disabled revision';
const link = 'path expiresAt';

const listOperation: Operation = {
  name: 'Accounts',
  source: `query Accounts($after: String) { accounts(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { ${fields} } } }`,
};
const firstLinkOperation: Operation = {
  name: 'FirstLink',
  source: `mutation FirstLink { link: createFirstAdministratorLink { ${link} } }`,
};
const inviteOperation: Operation = {
  name: 'Invite',
  source: `mutation Invite($input: InviteAccountInput!) { link: inviteAccount(input: $input) { ${link} } }`,
};
const resetOperation: Operation = {
  name: 'Reset',
  source: `mutation Reset($id: ID!) { link: createPasswordReset(input: { accountId: $id }) { ${link} } }`,
};
const updateOperation: Operation = {
  name: 'UpdateAccount',
  source: `mutation UpdateAccount($input: UpdateAccountInput!) { changed: updateAccount(input: $input) { account { ${fields} } } }`,
};

async function all({ execute }: OpenedLibrary): Promise<readonly AccountData[]> {
  return everyPage(
    async (after) => (await execute<{ accounts: ReadPage<AccountData> }>(listOperation, { after })).accounts,
  );
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
  if (action === 'link') return library.execute(firstLinkOperation);
  if (action === 'invite') return library.execute(inviteOperation, { input: { email, role: role.toUpperCase() } });
  return library.execute(resetOperation, { id: (await named(library, email)).id });
}

function baseUrlOf({ config }: CommandContext, library: OpenedLibrary): string {
  if (config.publicUrl !== undefined) return config.publicUrl;
  const url = 'owner' in library ? library.owner.url : undefined;
  return url ?? `http://${config.host}:${String(config.port)}`;
}

async function set(library: OpenedLibrary, given: AccountsArguments): Promise<AccountData> {
  const { id, revision } = await named(library, given.email ?? '');
  const disabled = given.disable === true ? true : given.enable === true ? false : undefined;
  const input = {
    id,
    expectedRevision: revision,
    ...(given.role !== undefined && { role: given.role.toUpperCase() }),
    ...(disabled !== undefined && { disabled }),
  };
  const { changed } = await library.execute<{ changed: { account: AccountData } }>(updateOperation, { input });
  return changed.account;
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
      const { path, expiresAt } = (await linkFor(library, given)).link;
      const url = baseUrlOf(context, library) + path;
      if (given.json) terminal.printJson({ url, expiresAt });
      else {
        terminal.print(url);
        terminal.tell(`It works once, until ${expiresAt}, while the service runs.`);
      }
    }
    return exitCodes.done;
  } finally {
    await library.close();
  }
};
