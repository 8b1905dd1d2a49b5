/** Nobody waits longer than the budget, and after three failures nobody waits at all. */
import { expect, test } from '@jest/globals';
import { IndexUnavailableError } from '../src/errors.js';
import { createCircuit } from '../src/search/circuit.js';

const budgetMs = 40;
const late = (): IndexUnavailableError => new IndexUnavailableError('It did not answer in time.');
const hangs = (): Promise<never> => new Promise<never>(() => undefined);

function circuit(probe: () => Promise<unknown> = hangs) {
  return createCircuit({ budgetMs, late, probe });
}

test('work that never ends is given up when the budget is used up, and told so', async () => {
  const guarded = circuit();
  let told: AbortSignal | undefined;
  const started = performance.now();
  await expect(
    guarded.run((signal) => {
      told = signal;
      return hangs();
    }),
  ).rejects.toThrow('in time');
  expect(performance.now() - started).toBeGreaterThanOrEqual(budgetMs - 5);
  expect(told?.aborted).toBe(true);
});

test('after three failures in a row nothing is tried any more, and the last reason is given', async () => {
  const guarded = circuit();
  let tried = 0;
  const fail = (): Promise<never> => {
    tried += 1;
    return Promise.reject(new Error(`failure ${String(tried)}`));
  };
  for (let n = 0; n < 5; n += 1)
    await expect(guarded.run(fail)).rejects.toThrow(`failure ${String(Math.min(n + 1, 3))}`);
  expect(tried).toBe(3);
});

test('a success in between starts the count anew', async () => {
  const guarded = circuit();
  const fail = (): Promise<never> => Promise.reject(new Error('failure'));
  for (let n = 0; n < 2; n += 1) await expect(guarded.run(fail)).rejects.toThrow('failure');
  expect(await guarded.run(() => Promise.resolve('fine'))).toBe('fine');
  for (let n = 0; n < 2; n += 1) await expect(guarded.run(fail)).rejects.toThrow('failure');
  expect(await guarded.run(() => Promise.resolve('fine'))).toBe('fine');
});

test('callers that leave are no failures', async () => {
  const guarded = circuit();
  for (let n = 0; n < 5; n += 1) {
    const caller = new AbortController();
    const left = guarded.run(
      (signal) =>
        new Promise<never>((_, reject) => {
          signal.addEventListener('abort', () => {
            reject(new Error('left'));
          });
        }),
      caller.signal,
    );
    caller.abort();
    await expect(left).rejects.toThrow('left');
  }
  expect(await guarded.run(() => Promise.resolve('fine'))).toBe('fine');
});
