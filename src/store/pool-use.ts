/** How busy the connections to Postgres are. */
import type pg from 'pg';
import type { DataSource } from 'typeorm';

export interface PoolUse {
  readonly total: number;
  readonly idle: number;
  /** Callers that wait for a connection. */
  readonly waiting: number;
}

/** The pool that TypeORM keeps, once it has connected. */
export function poolOf(dataSource: DataSource): pg.Pool {
  return (dataSource.driver as unknown as { master: pg.Pool }).master;
}

export function poolUseOf(dataSource: DataSource): PoolUse {
  const master = poolOf(dataSource) as pg.Pool | undefined;
  return { total: master?.totalCount ?? 0, idle: master?.idleCount ?? 0, waiting: master?.waitingCount ?? 0 };
}
