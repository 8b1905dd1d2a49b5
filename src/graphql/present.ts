/** Rows that other rows refer to. */
import { NotFoundError } from '../errors.js';

/**
 * Gives the row that another one refers to.
 * @throws NotFoundError if it was withdrawn while the request was being answered.
 */
export async function present<Row>(row: Promise<Row | null>, noun: string): Promise<Row> {
  const found = await row;
  if (found === null) throw new NotFoundError(`The ${noun} is no longer in the library; ask again.`, { noun });
  return found;
}
