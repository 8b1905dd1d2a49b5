/** What queries need of the database: a data source, an entity manager or a transaction's query runner will do. */
export interface Queryable {
  query<Rows>(sql: string, parameters?: unknown[]): Promise<Rows>;
}

/** A part of an ordered list. */
export interface Slice {
  readonly limit: number;
  readonly offset: number;
}
