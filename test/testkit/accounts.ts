/** Accounts of a library, with the role that a test is about. */
import type { Role } from '../../src/caller.js';
import type { TestLibrary } from './library.js';

export const accountPassword = 'correct horse battery';

const secretOf = (path: string): string => new URL(path, 'http://localhost').searchParams.get('link') ?? '';

const redeem = `mutation Redeem($input: RedeemLinkInput!) { redeemLink(input: $input) { account { id } } }`;

/** The first one must be the administrator: links of others need one. */
export async function createAccount(library: TestLibrary, role: Role, name: string): Promise<string> {
  const email = `${name.toLowerCase()}@example.org`;
  const isFirst = role === 'ADMINISTRATOR';
  const { link } = await library.ask<{ link: { path: string } }>(
    isFirst
      ? `mutation First { link: createFirstAdministratorLink { path } }`
      : `mutation Invite($input: InviteAccountInput!) { link: inviteAccount(input: $input) { path } }`,
    isFirst ? {} : { input: { email, role } },
  );
  const input = { secret: secretOf(link.path), password: accountPassword, name, ...(isFirst && { email }) };
  await library.ask(redeem, { input });
  return email;
}
