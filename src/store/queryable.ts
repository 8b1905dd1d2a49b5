/** What queries need of the database: a data source, an entity manager or a transaction's query runner will do. */
export interface Queryable {
  query<Rows>(sql: string, parameters?: unknown[]): Promise<Rows>;
}
