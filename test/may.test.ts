/** The table of permissions: what each role and each scope of a key allows, and whom restricted things are shown to. */
import { describe, expect, test } from '@jest/globals';
import { ACTIONS, audienceOf, authorize, may } from '../src/access/may.js';
import { anonymous, KEY_SCOPES, ROLES, thisMachine, type Caller } from '../src/caller.js';

const stranger = anonymous('GRAPHQL');
const account = (role: Caller['role']): Caller => ({ ...thisMachine('GRAPHQL'), kind: 'ACCOUNT', role });
const key = (role: Caller['role'], scopes: Caller['scopes']): Caller => ({ ...account(role), kind: 'KEY', scopes });
const allowed = (caller: Caller): string[] => ACTIONS.filter((action) => may(caller, action));

describe('permissions', () => {
  const ofReaders = ['account.own', 'library.read', 'curation.propose', 'feedback.give', 'views.keep'];
  const ofCurators = [
    ...['ingest.read', 'ingest.run', 'operations.read', 'curation.read', 'curation.edit', 'views.share', 'demand.read'],
  ];
  const ofAdministrators = ['operations.run', 'views.manage', 'accounts.manage'];

  test.each([
    ['READER', ofReaders],
    ['CURATOR', [...ofReaders, ...ofCurators]],
    ['ADMINISTRATOR', [...ofReaders, ...ofCurators, ...ofAdministrators]],
  ] as const)('a %s may do what the role is for', (role, actions) => {
    expect(allowed(account(role)).toSorted()).toEqual([...actions, 'session.open'].toSorted());
  });

  test.each([
    ['READ', ['library.read']],
    ['PROPOSE', ['curation.propose', 'feedback.give']],
    ['CURATE', ['curation.read', 'curation.edit', 'views.keep', 'views.share', 'views.manage', 'demand.read']],
    ['INGEST', ['ingest.read', 'ingest.run']],
    ['OPERATE', ['operations.read', 'operations.run']],
    ['ADMINISTER', ['accounts.manage']],
  ] as const)('a key for %s may do that, and nothing that needs an account', (scope, actions) => {
    expect(allowed(key('ADMINISTRATOR', [scope])).toSorted()).toEqual([...actions, 'session.open'].toSorted());
  });

  test('a refusal completes a sentence, and names the action', () => {
    for (const action of ACTIONS.filter((each) => each !== 'session.open'))
      expect(() => {
        authorize(account(null), action);
      }).toThrow(
        expect.objectContaining({
          ...{ code: 'FORBIDDEN', details: { action } },
          message: expect.stringMatching(/^You may not [a-z][a-z ]+[a-z]\.$/) as unknown,
        }),
      );
  });

  test('a role may do what the roles before it may', () => {
    const ofRoles = ROLES.map((role) => ACTIONS.filter((action) => may(account(role), action)));
    for (const [at, actions] of ofRoles.entries()) {
      expect(actions).toEqual(expect.arrayContaining([...(ofRoles[at - 1] ?? [])]));
      expect(actions.length).toBeGreaterThan(ofRoles[at - 1]?.length ?? 0);
    }
    expect(ofRoles.at(-1)).toEqual(ACTIONS);
    expect(may({ ...account('ADMINISTRATOR'), kind: 'MACHINE' }, 'account.own')).toBe(false);
  });

  test('a stranger may read and say what is wrong, and nothing that is for somebody known', () => {
    expect(ACTIONS.filter((action) => may(anonymous('GRAPHQL'), action))).toEqual([
      'session.open',
      'library.read',
      'feedback.give',
    ]);
  });

  test('a refusal says what is refused, what can be done, and whether signing in would help', () => {
    const refusal = (caller: Caller): unknown => {
      try {
        authorize(caller, 'ingest.run');
        return null;
      } catch (error) {
        const { code, message } = error as { code: string; message: string };
        return { code, message };
      }
    };
    const message = 'You may not start or stop ingests.';
    expect(refusal(account('CURATOR'))).toBeNull();
    expect(refusal(account('READER'))).toEqual({ code: 'FORBIDDEN', message });
    expect(refusal({ ...anonymous('GRAPHQL', 'Sign in.'), canSignIn: true })).toEqual({
      code: 'UNAUTHENTICATED',
      message: `${message} Sign in.`,
    });
  });

  test('without a role one may sign in, and nothing else', () => {
    expect(ACTIONS.filter((action) => may(account(null), action))).toEqual(['session.open']);
  });

  test('a key may do what its scopes cover, and nothing that its role may not', () => {
    const readKey = ACTIONS.filter((action) => may(key('ADMINISTRATOR', ['READ']), action));
    expect(readKey).toEqual(['session.open', 'library.read']);
    expect(may(key('READER', KEY_SCOPES), 'curation.edit')).toBe(false);
    const all = ACTIONS.filter((action) => action !== 'account.own');
    expect(ACTIONS.filter((action) => may(key('ADMINISTRATOR', KEY_SCOPES), action))).toEqual(all);
  });
});

test('who is which audience', () => {
  const cases: readonly (readonly [Caller, string])[] = [
    [stranger, 'PUBLIC'],
    [{ ...stranger, role: null }, 'PUBLIC'],
    [account(null), 'PUBLIC'],
    [account('READER'), 'READERS'],
    [account('CURATOR'), 'CURATORS'],
    [account('ADMINISTRATOR'), 'CURATORS'],
    [thisMachine('COMMAND_LINE'), 'CURATORS'],
    [key('READER', ['READ', 'PROPOSE']), 'READERS'],
    [key('CURATOR', ['READ']), 'CURATORS'],
    [key('CURATOR', ['CURATE']), 'CURATORS'],
    [key('ADMINISTRATOR', ['INGEST', 'OPERATE', 'PROPOSE', 'ADMINISTER']), 'PUBLIC'],
  ];
  for (const [caller, audience] of cases) expect(audienceOf(caller)).toBe(audience);
});
