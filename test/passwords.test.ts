/** Passwords: how long they must be, who may use them, and how many are looked at in a moment. */
import { expect, test } from '@jest/globals';
import { hash as argon2 } from '@node-rs/argon2';
import { checkPassword, createPasswords } from '../src/access/passwords.js';

const right = 'correct horse battery';

test.each([
  [11, 'x'.repeat(11)],
  [257, 'x'.repeat(257)],
  [11, '👩‍👩‍👧'.repeat(11)],
])('one of %i characters is refused', async (length, password) => {
  const refusal = {
    code: 'BAD_INPUT',
    message: `The password has ${String(length)} characters; it must have 12 to 256.`,
    details: { field: 'password', least: 12, limit: 256 },
  };
  expect(() => {
    checkPassword(password);
  }).toThrow(refusal.message);
  await expect(createPasswords(true).hash(password)).rejects.toMatchObject(refusal);
});

test.each([['x'.repeat(12)], ['x'.repeat(256)], ['👩‍👩‍👧'.repeat(12)]])('%s is taken', (password) => {
  expect(() => {
    checkPassword(password);
  }).not.toThrow();
});

test('the right one is right for its hash alone', async () => {
  const passwords = createPasswords(true);
  const hash = await passwords.hash(right);
  expect(await passwords.verify(right, hash)).toBe(true);
  expect(await passwords.verify('another long password', hash)).toBe(false);
  expect(await passwords.verify('nobody has this password', null)).toBe(false);
  const longest = 'x'.repeat(256);
  expect(await passwords.verify(longest, await argon2(longest))).toBe(true);
  expect(await passwords.verify(`${longest}x`, await argon2(`${longest}x`))).toBe(false);
});

test('where nobody signs in with a password, none is looked at', async () => {
  const [passwords, elsewhere] = [createPasswords(false), createPasswords(true)];
  const hash = await elsewhere.hash(right);
  expect(() => {
    passwords.checkAllowed();
  }).toThrow(/use the identity provider/);
  await expect(passwords.hash(right)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(passwords.verify(right, hash)).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('two are looked at and fifty wait; more at the same moment are refused', async () => {
  const passwords = createPasswords(true);
  const asked = await Promise.allSettled(Array.from({ length: 60 }, () => passwords.hash(right)));
  const refused = asked.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  expect(refused).toHaveLength(8);
  expect(refused[0]).toMatchObject({ code: 'THROTTLED', details: { retryAfter: 2 } });
  expect(refused[0]).toMatchObject({ message: expect.stringContaining('Try again in a few seconds.') as unknown });
});
