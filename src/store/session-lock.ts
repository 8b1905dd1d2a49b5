/** A lock that only one process of a library holds, for as long as its connection lives. */
import type { DataSource } from 'typeorm';
import { DataInUseError } from '../errors.js';

const keys = { reindex: 0x6d636479, 're-embedding': 0x6d63647a } as const;

/** @throws DataInUseError when another process holds it. */
export async function withSessionLock<Result>(
  dataSource: DataSource,
  name: keyof typeof keys,
  work: () => Promise<Result>,
): Promise<Result> {
  const runner = dataSource.createQueryRunner();
  try {
    const [lock] = await runner.manager.query<{ taken: boolean }[]>('SELECT pg_try_advisory_lock($1) AS taken', [
      keys[name],
    ]);
    if (lock?.taken !== true) {
      throw new DataInUseError(`Another process runs a ${name} of this library just now. Wait until it is done.`);
    }
    try {
      return await work();
    } finally {
      await runner.query('SELECT pg_advisory_unlock($1)', [keys[name]]).catch(() => undefined);
    }
  } finally {
    await runner.release();
  }
}
