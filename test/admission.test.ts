/** Who may work, who waits and who is sent away, when there is more to do than can be done. */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createAdmission, type Asking } from '../src/graphql/admission.js';

const admission = createAdmission({ running: 4, waiting: 6, waitMs: 1_000 });

let began = 0;

/** What became of those that asked, in the order in which it did. */
const started: string[] = [];
const refused: string[] = [];
const leaves = new Map<string, () => void>();

const ask = (name: string, asking: Partial<Asking> = {}): void => {
  const caller = /^\D+/.exec(name)![0];
  void admission.admit({ caller, cost: 1, ...asking }).then(
    (leave) => {
      started.push(name);
      leaves.set(name, leave);
    },
    (error: unknown) => {
      refused.push(`${name} ${(error as { code?: string }).code ?? String(error)}`);
    },
  );
};
/** Lets everything happen that does not wait for time or for a turn. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};
const end = async (name: string): Promise<void> => {
  leaves.get(name)!();
  await settle();
};
const taken = (list: string[]): string[] => list.splice(0);

beforeEach(() => {
  jest.useFakeTimers();
  // What was refused in another test is long ago.
  jest.advanceTimersByTime((began += 10_000));
});
afterEach(async () => {
  // Whatever waits is refused, and whatever runs ends.
  await jest.advanceTimersByTimeAsync(1_000);
  for (const leave of leaves.values()) leave();
  await settle();
  expect(admission.use()).toEqual({ running: 0, waiting: 0 });
  for (const list of [started, refused]) list.splice(0);
  leaves.clear();
  jest.useRealTimers();
});

test('one caller takes half of the places; the others stay free for others', async () => {
  for (const name of ['a1', 'a2', 'a3', 'b1']) ask(name);
  await settle();
  expect(taken(started)).toEqual(['a1', 'a2', 'b1']);
  expect(admission.use()).toEqual({ running: 3, waiting: 1 });
  await end('a1');
  expect(started).toEqual(['a3']);
});

test('callers take turns, however many of one wait', async () => {
  for (const name of ['a1', 'a2', 'b1', 'b2', 'a3', 'a4', 'a5', 'c1', 'd1']) ask(name);
  await settle();
  expect(taken(started)).toEqual(['a1', 'a2', 'b1', 'b2']);
  for (const name of ['a1', 'b1', 'a2', 'b2']) await end(name);
  expect(taken(started)).toEqual(['a3', 'c1', 'd1', 'a4']);
});

test('what is heavy takes half of the places, and what is light passes it', async () => {
  const heavy = { cost: 20_000 };
  ask('a1', heavy);
  ask('b1', heavy);
  ask('c1', heavy);
  ask('c2');
  await settle();
  expect(taken(started)).toEqual(['a1', 'b1', 'c2']);
  await end('b1');
  expect(started).toEqual(['c1']);
});

test('ending twice gives one place', async () => {
  for (const name of ['a1', 'a2', 'a3', 'a4']) ask(name);
  await settle();
  await end('a1');
  await end('a1');
  expect(started).toEqual(['a1', 'a2', 'a3']);
});

describe('when as many wait as may', () => {
  test('who is alone is told that there is too much to do', async () => {
    for (let at = 1; at <= 9; at += 1) ask(`a${String(at)}`);
    await settle();
    expect(refused).toEqual(['a9 OVERLOADED']);
  });

  test('somebody else takes the place of the last of who has most', async () => {
    for (let at = 1; at <= 8; at += 1) ask(`a${String(at)}`);
    ask('b1');
    ask('b2');
    ask('b3');
    await settle();
    expect([taken(started), taken(refused)]).toEqual([['a1', 'a2', 'b1', 'b2'], ['a8 THROTTLED']]);
    ask('a9');
    await settle();
    expect(refused).toEqual(['a9 THROTTLED']);
  });
});

test('who waits too long is sent away', async () => {
  for (const name of ['a1', 'a2', 'a3']) ask(name);
  await jest.advanceTimersByTimeAsync(999);
  expect(refused).toEqual([]);
  await jest.advanceTimersByTimeAsync(1);
  expect(refused).toEqual(['a3 OVERLOADED']);
});

test('who goes away gives the place in the queue back, and never starts', async () => {
  const gone = new AbortController();
  for (const name of ['a1', 'a2']) ask(name);
  ask('a3', { signal: gone.signal });
  ask('a4');
  gone.abort(new Error('gone'));
  await settle();
  expect([refused, admission.use()]).toEqual([['a3 Error: gone'], { running: 2, waiting: 1 }]);
  await end('a1');
  expect(started).toEqual(['a1', 'a2', 'a4']);
});

describe('whether it keeps up', () => {
  test('is in doubt for three seconds after somebody waited in vain', async () => {
    expect(admission.strain().isOverloaded).toBe(false);
    for (const name of ['a1', 'a2', 'a3']) ask(name);
    await jest.advanceTimersByTimeAsync(999);
    expect(admission.strain().isOverloaded).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(admission.strain().isOverloaded).toBe(true);
    await jest.advanceTimersByTimeAsync(2_999);
    expect(admission.strain().isOverloaded).toBe(true);
    await jest.advanceTimersByTimeAsync(1);
    expect(admission.strain().isOverloaded).toBe(false);
  });

  test('is in doubt when too many wait', async () => {
    for (let at = 1; at <= 8; at += 1) ask(`a${String(at)}`);
    await settle();
    expect(admission.strain().isOverloaded).toBe(false);
    ask('a9');
    await settle();
    expect(admission.strain().isOverloaded).toBe(true);
  });

  test('turns are those of the second before, or of this one when it has more', async () => {
    const own = createAdmission({ running: 4, waiting: 6, waitMs: 1_000 });
    const take = async (count: number): Promise<void> => {
      for (let at = 0; at < count; at += 1) (await own.admit({ caller: String(at), cost: 1 }))();
    };
    await take(3);
    expect(own.strain().turns).toBe(3);
    await jest.advanceTimersByTimeAsync(1_000);
    await take(1);
    expect(own.strain().turns).toBe(3);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(own.strain().turns).toBe(1);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(own.strain().turns).toBe(0);
  });
});
