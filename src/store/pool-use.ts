/** How busy the connections to Postgres are. */
import type pg from 'pg';
import type { DataSource } from 'typeorm';

export interface PoolUse {
  readonly total: number;
  readonly idle: number;
  /** Callers that wait for a connection. */
  readonly waiting: number;
}

/** What TypeORM's driver for Postgres calls its pool; it has one from when it has connected until it is destroyed. */
function masterOf({ driver }: DataSource): pg.Pool | undefined {
  return 'master' in driver ? (driver.master as pg.Pool | undefined) : undefined;
}

/** The pool of a data source that has connected. */
export function poolOf(dataSource: DataSource): pg.Pool {
  const master = masterOf(dataSource);
  if (master === undefined) throw new Error('There is no pool: the data source is not connected.');
  return master;
}

export function poolUseOf(dataSource: DataSource): PoolUse {
  const master = masterOf(dataSource);
  return { total: master?.totalCount ?? 0, idle: master?.idleCount ?? 0, waiting: master?.waitingCount ?? 0 };
}
