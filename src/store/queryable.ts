import type { EntityManager } from 'typeorm';

/** What queries need of the database: a data source, an entity manager or a transaction's query runner will do. */
export interface Queryable {
  query<Rows>(sql: string, parameters?: unknown[]): Promise<Rows>;
}

/** The same, with the repositories of entities: a data source, or the entity manager of a transaction. */
export type Repositories = Queryable & Pick<EntityManager, 'getRepository'>;
