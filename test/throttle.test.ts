/** Who guesses passwords or secrets, or gives feedback without end, is slowed down; nobody else is. */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { RateLimiterRes, type RateLimiterMemory } from 'rate-limiter-flexible';
import { createFeedbackGate } from '../src/access/feedback-gate.js';
import { countOne, createSecretThrottle, createThrottle } from '../src/access/throttle.js';
import { anonymous, thisMachine, type Caller } from '../src/caller.js';
import { UnauthenticatedError } from '../src/errors.js';

const here = '203.0.113.7';
const elsewhere = '198.51.100.7';

/** How many of the calls, one after the other, are let through before the first that is refused as too many. */
async function taken(most: number, call: (nth: number) => Promise<unknown>): Promise<number> {
  for (let nth = 0; nth < most; nth += 1) {
    try {
      await call(nth);
    } catch (error) {
      const { code, details } = error as { code: string; details: { retryAfter: number } };
      if (code !== 'THROTTLED') throw error;
      expect(details.retryAfter).toBeGreaterThan(0);
      return nth;
    }
  }
  return most;
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['performance', 'setImmediate', 'nextTick', 'queueMicrotask'] });
  // The cache has taken hold of the clock before a test replaces it.
  jest.spyOn(performance, 'now').mockImplementation(() => Date.now());
});
afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

describe('one that is counted', () => {
  const refusing = (reason: unknown) => {
    const consume = jest.fn<RateLimiterMemory['consume']>().mockRejectedValue(reason);
    return { consume } as unknown as RateLimiterMemory;
  };

  test.each([
    [0, 1],
    [1, 1],
    [1_000, 1],
    [1_001, 2],
  ])('is refused with whole seconds until the next counts: %i ms', async (left, retryAfter) => {
    const limiter = refusing(new RateLimiterRes(0, left));
    await expect(countOne(limiter, 'key', (seconds) => `in ${String(seconds)}`)).rejects.toMatchObject({
      code: 'THROTTLED',
      message: `in ${String(retryAfter)}`,
      details: { retryAfter },
    });
  });

  test('is no refusal when counting itself fails', async () => {
    const error = new Error('out of memory');
    await expect(countOne(refusing(error), 'key', String)).rejects.toBe(error);
  });
});

describe('passwords', () => {
  test('five wrong ones of an account from one network are taken, and none of it counts elsewhere', async () => {
    const throttle = createThrottle();
    expect(await taken(9, () => throttle.attempt('ada@example.org', here))).toBe(5);
    await expect(throttle.attempt('ada@example.org', here)).rejects.toMatchObject({
      code: 'THROTTLED',
      message: 'There were too many wrong passwords. Try again in 15 minutes.',
    });
    jest.advanceTimersByTime(839_000);
    await expect(throttle.attempt('ada@example.org', here)).rejects.toMatchObject({
      message: 'There were too many wrong passwords. Try again in 2 minutes.',
      details: { retryAfter: 61 },
    });
    await throttle.attempt('ada@example.org', elsewhere);
    await throttle.attempt('eve@example.org', here);
  });

  test('after a quarter of an hour five more are taken', async () => {
    const throttle = createThrottle();
    expect(await taken(9, () => throttle.attempt('ada@example.org', here))).toBe(5);
    jest.advanceTimersByTime(899_000);
    expect(await taken(9, () => throttle.attempt('ada@example.org', here))).toBe(0);
    jest.advanceTimersByTime(1_001);
    expect(await taken(9, () => throttle.attempt('ada@example.org', here))).toBe(5);
  });

  test('thirty wrong ones of a network are taken, over all accounts', async () => {
    const throttle = createThrottle();
    expect(await taken(40, (nth) => throttle.attempt(`a${String(nth)}@example.org`, here))).toBe(30);
    await throttle.attempt('a0@example.org', elsewhere);
  });

  test('a right one counts for nothing, and begins the count of its account anew', async () => {
    const throttle = createThrottle();
    for (let nth = 0; nth < 40; nth += 1) {
      await throttle.attempt('ada@example.org', here);
      await throttle.succeeded('ada@example.org', here);
    }
    expect(await taken(9, () => throttle.attempt('ada@example.org', here))).toBe(5);
  });
});

describe('keys and sessions', () => {
  const right = 'right';
  const guarded = () => {
    const throttle = createSecretThrottle();
    const looked: string[] = [];
    const look = (secret: string, address = here): Promise<boolean> =>
      throttle.guard(
        { secret, address },
        () => {
          looked.push(secret);
          return Promise.resolve(secret.startsWith(right));
        },
        (isRight) => isRight,
      );
    return { throttle, looked, look };
  };

  test('sixty wrong ones of a network are looked up, and no more; those of others are', async () => {
    const { look, looked } = guarded();
    expect(await taken(70, (nth) => look(`wrong ${String(nth)}`))).toBe(60);
    expect(looked).toHaveLength(60);
    await expect(look('wrong')).rejects.toMatchObject({
      message: 'There were too many wrong keys or sessions from your network. Try again in 60 seconds.',
    });
    expect(await look(right, elsewhere)).toBe(true);
    expect(await look('wrong', elsewhere)).toBe(false);
  });

  test('after a minute sixty more are looked up, and one that was wrong before counts again', async () => {
    const { look } = guarded();
    await look('wrong');
    expect(await taken(70, (nth) => look(`wrong ${String(nth)}`))).toBe(59);
    jest.advanceTimersByTime(59_000);
    expect(await taken(70, (nth) => look(`more ${String(nth)}`))).toBe(0);
    jest.advanceTimersByTime(1_100);
    await look('wrong');
    expect(await taken(70, (nth) => look(`more ${String(nth)}`))).toBe(59);
  });

  test('one that was right is known for an hour', async () => {
    const { look } = guarded();
    const flood = () => taken(70, (nth) => look(`wrong ${String(Date.now() + nth)}`));
    await look(right);
    jest.advanceTimersByTime(3_590_000);
    await flood();
    expect(await look(right)).toBe(true);
    jest.advanceTimersByTime(3_601_000);
    await flood();
    await expect(look(right)).rejects.toMatchObject({ code: 'THROTTLED' });
  });

  test('a store that is away gives nothing back for one that was counted before', async () => {
    const { look, throttle } = guarded();
    await look('wrong');
    const away = new Error('the store is away');
    for (let nth = 0; nth < 5; nth += 1) {
      const sent = { secret: 'wrong', address: here };
      await expect(throttle.guard(sent, () => Promise.reject(away), Boolean)).rejects.toBe(away);
    }
    expect(await taken(70, (nth) => look(`wrong ${String(nth)}`))).toBe(59);
  });

  test('one that was right lately is looked up, whatever others of its network send', async () => {
    const { look } = guarded();
    await look(right);
    expect(await taken(70, (nth) => look(`wrong ${String(nth)}`))).toBe(60);
    expect(await look(right)).toBe(true);
    await expect(look(`${right} and new`)).rejects.toMatchObject({ code: 'THROTTLED' });
  });

  test('one that was right lately makes no room for wrong ones', async () => {
    const { look } = guarded();
    expect(await taken(20, () => look(right))).toBe(20);
    expect(await taken(90, (nth) => look(`wrong ${String(nth)}`))).toBe(60);
  });

  test('right ones count for nothing, and a wrong one counts once', async () => {
    const { look } = guarded();
    expect(await taken(70, (nth) => look(`${right} ${String(nth)}`))).toBe(70);
    expect(await taken(70, () => look('wrong'))).toBe(70);
    expect(await taken(70, (nth) => look(`wrong ${String(nth)}`))).toBe(59);
  });

  test.each([
    ['a refusal counts', new UnauthenticatedError('It has expired.', {}), 60],
    ['what says nothing of the secret does not', new Error('the store is away'), 70],
  ])('%s', async (_what, error, expected) => {
    const { throttle, look } = guarded();
    const failing = async (nth: number): Promise<void> => {
      const sent = { secret: `sent ${String(nth)}`, address: here };
      const thrown: unknown = await throttle
        .guard(sent, () => Promise.reject(error), Boolean)
        .then(() => null)
        .catch((reason: unknown) => reason);
      if (thrown !== error) throw thrown;
    };
    expect(await taken(70, failing)).toBe(expected);
    if (expected === 60) await expect(look('new')).rejects.toMatchObject({ code: 'THROTTLED' });
    else expect(await taken(70, (nth) => look(`sent ${String(nth)}`))).toBe(60);
  });
});

describe('feedback', () => {
  const stranger: Caller = { ...anonymous('PAGE'), address: here };
  const reader: Caller = { ...thisMachine('GRAPHQL'), kind: 'ACCOUNT', id: '1', role: 'READER' };
  const key: Caller = { ...reader, kind: 'KEY', scopes: ['READ'] };

  test.each([
    ['everybody', [true, true, false]],
    ['accounts', [false, true, false]],
    ['off', [false, false, false]],
  ] as const)('%s may give it, as the setting says, and no key that is for reading', (setting, expected) => {
    const gate = createFeedbackGate(setting);
    expect([stranger, reader, key].map((caller) => gate.isOpenTo(caller))).toEqual(expected);
  });

  test('who may not is refused with the reason', async () => {
    const refusals = async (setting: 'accounts' | 'off', caller: Caller): Promise<unknown> => {
      try {
        await createFeedbackGate(setting).enter(caller);
        return null;
      } catch (error) {
        const { code, message, details } = error as { code: string; message: string; details: object };
        expect(details).toEqual({ action: 'feedback.give' });
        return [code, message];
      }
    };
    expect(await refusals('accounts', stranger)).toEqual([
      'FORBIDDEN',
      'This library takes no feedback without an account or a key.',
    ]);
    expect(await refusals('off', reader)).toEqual(['FORBIDDEN', 'This library takes no feedback.']);
    expect(await refusals('accounts', key)).toEqual(['FORBIDDEN', 'You may not give feedback.']);
    expect(await refusals('accounts', reader)).toBeNull();
  });

  test('ten an hour come from the strangers of a network, sixty from an account', async () => {
    const gate = createFeedbackGate('everybody');
    expect(await taken(70, () => gate.enter(stranger))).toBe(10);
    await gate.enter({ ...stranger, address: elsewhere });
    expect(await taken(70, () => gate.enter({ ...reader, address: here }))).toBe(60);
    await gate.enter({ ...reader, id: '2', address: here });
    await expect(gate.enter(stranger)).rejects.toMatchObject({
      message: 'That is much feedback in one hour. Go on in 60 minutes.',
    });
    jest.advanceTimersByTime(3_539_000);
    await expect(gate.enter(stranger)).rejects.toMatchObject({
      message: 'That is much feedback in one hour. Go on in 2 minutes.',
    });
  });
});
