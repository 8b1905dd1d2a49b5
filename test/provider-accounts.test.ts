/** Which account somebody gets whom an identity provider names, and with which role. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ProviderIdentity } from '../src/access/identity-provider.js';
import { admit, roleOf } from '../src/access/provider-accounts.js';
import { anonymous, type Role } from '../src/caller.js';
import type { OidcSettings } from '../src/sign-in-settings.js';
import { Account } from '../src/store/entities/account.js';
import { openTestStore, type TestStore } from './testkit/store.js';

let store: TestStore;

beforeAll(async () => {
  store = await openTestStore();
  const keeper = { email: 'keeper@example.org', name: 'Keeper', passwordHash: null, disabled: false } as const;
  await store.dataSource.getRepository(Account).save({ ...keeper, role: 'ADMINISTRATOR' });
});
afterAll(() => store.close());

const groups = { READER: ['staff'], CURATOR: ['editors'], ADMINISTRATOR: ['operators'] };
const settings: OidcSettings = {
  issuer: 'https://login.example.org',
  clientId: 'library',
  scope: 'openid',
  label: 'Example',
  groupsClaim: 'groups',
  groups,
};

const somebody = (claims: Partial<ProviderIdentity> = {}): ProviderIdentity => {
  const subject = randomUUID();
  const email = `${subject}@example.org`;
  return { issuer: settings.issuer, subject, email, emailVerified: true, name: 'Ada', groups: ['staff'], ...claims };
};

const enter = (identity: ProviderIdentity, of = settings): Promise<Account> =>
  admit(store.dataSource, anonymous('PAGE'), identity, of);

/** An account that was made here. */
const made = (email: string | null, role: Role = 'READER'): Promise<Account> => {
  const account = { email: email ?? '', name: 'Here', role, passwordHash: 'hash', disabled: false };
  return store.dataSource.getRepository(Account).save(account);
};

const entriesOf = (email: string | null): Promise<unknown[]> =>
  store.dataSource.query('SELECT action, details FROM audit_event WHERE subject = $1 ORDER BY id', [email]);

test.each<[readonly string[], Partial<Record<Role, readonly string[]>>, Role | null]>([
  [['staff'], {}, 'READER'],
  [['editors', 'staff'], {}, 'CURATOR'],
  [['staff', 'operators'], {}, 'ADMINISTRATOR'],
  [['operators'], { ADMINISTRATOR: [] }, null],
  [['visitors'], {}, null],
  [[], {}, null],
  [[], { READER: ['*'] }, 'READER'],
  [['visitors'], { CURATOR: ['writers', '*'] }, 'CURATOR'],
])('who is in %j, with %j, has the role %s', (own, changes, role) => {
  expect(roleOf(own, { groups: { ...groups, ...changes } })).toBe(role);
});

describe('the account of somebody new', () => {
  test('is made with what the provider says', async () => {
    const identity = somebody();
    const email = identity.email?.toUpperCase() ?? null;
    expect(await enter({ ...identity, email })).toMatchObject({
      email: identity.email,
      name: 'Ada',
      role: 'READER',
      disabled: false,
      passwordHash: null,
      providerIssuer: settings.issuer,
      providerSubject: identity.subject,
    });
    expect(await entriesOf(identity.email)).toEqual([
      { action: 'ACCOUNT_CREATED', details: { issuer: settings.issuer, role: 'READER' } },
    ]);
  });

  test.each([
    ['by its address, without a name', null, null],
    ['by 200 characters of a name', 'n'.repeat(201), 'n'.repeat(200)],
  ])('is called %s', async (_case, name, expected) => {
    const identity = somebody({ name });
    expect((await enter(identity)).name).toBe(expected ?? identity.email);
  });

  test('is made where the provider does not say whether the address is theirs, and not where it is not', async () => {
    expect((await enter(somebody({ emailVerified: null }))).role).toBe('READER');
    const identity = somebody({ emailVerified: false });
    await expect(enter(identity)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: `The identity provider has not verified that ${identity.email ?? ''} is your address.`,
    });
  });

  test.each([
    ['without an address', { email: null }, 'gives no e-mail address of you'],
    ['with an address that is none', { email: 'ada' }, 'gives no e-mail address of you'],
    ['in no group that has a role', { groups: ['visitors'] }, 'None of your groups'],
  ])('is not made %s', async (_case, claims, message) => {
    await expect(enter(somebody(claims))).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining(message) as unknown,
    });
  });
});

describe('an account that was made here', () => {
  test('becomes theirs with an address that is verified, and stays so under another', async () => {
    const identity = somebody();
    const account = await made(identity.email);
    expect((await enter(identity)).id).toBe(account.id);
    expect(await entriesOf(identity.email)).toEqual([
      { action: 'ACCOUNT_LINKED', details: { issuer: settings.issuer } },
    ]);
    expect((await enter({ ...identity, email: 'moved@example.org' })).id).toBe(account.id);
  });

  test.each([[false], [null]])('does not where that is %s', async (emailVerified) => {
    const identity = somebody({ emailVerified });
    await made(identity.email);
    await expect(enter(identity)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('has not verified that this is your address') as unknown,
    });
  });

  test('is not taken from somebody else at the provider', async () => {
    const first = somebody();
    await enter(first);
    for (const other of [{ subject: randomUUID() }, { issuer: 'https://elsewhere.example' }]) {
      await expect(enter({ ...first, ...other })).rejects.toMatchObject({
        code: 'FORBIDDEN',
        message: expect.stringContaining('belongs to somebody else') as unknown,
      });
    }
  });

  test('lets nobody in once it is disabled', async () => {
    const identity = somebody();
    const { id } = await enter(identity);
    await store.dataSource.getRepository(Account).update({ id }, { disabled: true });
    await expect(enter(identity)).rejects.toMatchObject({ code: 'FORBIDDEN', message: 'Your account is disabled.' });
  });
});

describe('a role', () => {
  test('follows the groups, and its changes are written down', async () => {
    const identity = somebody();
    await enter(identity);
    expect((await enter({ ...identity, groups: ['operators'] })).role).toBe('ADMINISTRATOR');
    expect((await enter({ ...identity, groups: ['operators'] })).role).toBe('ADMINISTRATOR');
    expect((await enter({ ...identity, groups: ['staff'] })).role).toBe('READER');
    expect((await entriesOf(identity.email)).slice(1)).toEqual([
      {
        action: 'ACCOUNT_CHANGED',
        details: { before: { role: 'READER' }, after: { role: 'ADMINISTRATOR' }, by: 'groups' },
      },
      {
        action: 'ACCOUNT_CHANGED',
        details: { before: { role: 'ADMINISTRATOR' }, after: { role: 'READER' }, by: 'groups' },
      },
    ]);
  });

  test.each<[string, Partial<Record<Role, readonly string[]>>, Role]>([
    ['no higher role', { CURATOR: [], ADMINISTRATOR: [] }, 'CURATOR'],
    ['curators only', { ADMINISTRATOR: [] }, 'READER'],
    ['administrators only', { CURATOR: [] }, 'READER'],
  ])('given here stays only where groups give none: groups for %s', async (_case, changes, expected) => {
    const identity = somebody();
    const { id } = await enter(identity);
    await store.dataSource.getRepository(Account).update({ id }, { role: 'CURATOR' });
    expect((await enter(identity, { ...settings, groups: { ...groups, ...changes } })).role).toBe(expected);
  });

  test('of the last administrator who is not disabled stays', async () => {
    const repository = store.dataSource.getRepository(Account);
    const identity = somebody({ groups: ['operators'] });
    const { id } = await enter(identity);
    const others = await repository.findBy({ role: 'ADMINISTRATOR', disabled: false });
    for (const other of others) if (other.id !== id) await repository.update({ id: other.id }, { disabled: true });
    expect((await enter({ ...identity, groups: ['staff'] })).role).toBe('ADMINISTRATOR');
    for (const other of others) await repository.update({ id: other.id }, { disabled: false });
    expect((await enter({ ...identity, groups: ['staff'] })).role).toBe('READER');
  });
});
