/** How long a job waits for a Postgres that is away. */
import { describe, expect, it } from '@jest/globals';
import { createOutlast } from '../src/ingest/job/outlast-store.js';
import { silent } from './testkit/store.js';

const lost = (): Error => Object.assign(new Error('connect refused'), { code: 'ECONNREFUSED' });
const running = new AbortController().signal;

/** Waits of no length, noted. */
function waiting(recover: () => Promise<void>) {
  const waits: number[] = [];
  const wait = (ms: number): Promise<void> => {
    waits.push(ms);
    return Promise.resolve();
  };
  return { waits, outlast: createOutlast({ recover, logger: silent, wait }) };
}

describe('a job that loses its Postgres', () => {
  it('waits as long as it is away, with longer and longer pauses, then does it again', async () => {
    let away = 100;
    const { waits, outlast } = waiting(() => {
      away -= 1;
      return away > 0 ? Promise.reject(lost()) : Promise.resolve();
    });
    let actions = 0;
    const done = await outlast.run(() => {
      actions += 1;
      return away > 0 ? Promise.reject(lost()) : Promise.resolve('done');
    }, running);
    expect([done, actions, waits.length]).toEqual(['done', 2, 100]);
    expect(waits.slice(0, 6)).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000]);
    expect(Math.max(...waits)).toBe(5_000);
  });

  it('waits for locks of the connection that was lost', async () => {
    const answers = ['55P03', 'ECONNREFUSED'];
    const { outlast } = waiting(() => {
      const code = answers.pop();
      return code === undefined ? Promise.resolve() : Promise.reject(Object.assign(new Error(code), { code }));
    });
    let isBack = false;
    const action = (): Promise<boolean> => {
      if (isBack) return Promise.resolve(true);
      isBack = true;
      return Promise.reject(lost());
    };
    expect(await outlast.run(action, running)).toBe(true);
    expect(answers).toEqual([]);
  });

  it('is given up when connections break again and again and nothing gets done', async () => {
    const { outlast, waits } = waiting(() => Promise.resolve());
    await expect(outlast.run(() => Promise.reject(lost()), running)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(waits).toHaveLength(20);
    outlast.progressed();
    await expect(outlast.run(() => Promise.reject(lost()), running)).rejects.toThrow();
    expect(waits).toHaveLength(40);
  });

  it('does not wait for anything else that goes wrong, nor once it was stopped', async () => {
    const { outlast, waits } = waiting(() => Promise.resolve());
    await expect(outlast.run(() => Promise.reject(new Error('other')), running)).rejects.toThrow('other');
    await expect(outlast.run(() => Promise.reject(lost()), AbortSignal.abort())).rejects.toThrow('refused');
    const missing = Object.assign(new Error('a file'), { code: 'ENOENT', syscall: 'open' });
    await expect(outlast.run(() => Promise.reject(missing), running)).rejects.toThrow('a file');
    expect(waits).toEqual([]);
    const stopped = new AbortController();
    const stopping = createOutlast({
      recover: () => Promise.reject(lost()),
      logger: silent,
      wait: () => {
        stopped.abort();
        return Promise.resolve();
      },
    });
    await expect(stopping.run(() => Promise.reject(lost()), stopped.signal)).rejects.toMatchObject({
      code: 'CANCELLED',
    });
  });
});
