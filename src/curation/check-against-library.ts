/** What only the rest of the library can say of a value: names that are taken, versions that are not there. */
import { hasVersion, takenNames, type Sight, type SubjectRow } from '../store/queries/curation.js';
import type { Queryable } from '../store/queryable.js';
import { lockNames } from '../store/writes/curation.js';
import type { FieldWish } from './curated-values.js';
import type { EditError } from './edit-error.js';

/** Fields with names by which something is asked for, so that no other may have them, and what to do if one has. */
const naming = {
  label: 'Give another label, or merge the two versions.',
  aliases: 'Give another alias, or take it away there first.',
};

/**
 * Within the transaction that will write the values, which were checked by themselves before.
 * @param sight of who reads the errors: they tell nothing of versions that the reader may not see.
 */
export async function checkAgainstLibrary(
  db: Queryable,
  subject: SubjectRow,
  wishes: ReadonlyMap<string, FieldWish>,
  sight: Sight = 'ALL',
): Promise<EditError[]> {
  const errors: EditError[] = [];
  for (const [field, otherwise] of Object.entries(naming)) {
    const wish = wishes.get(field);
    if (wish?.set !== true) continue;
    await lockNames(db, subject.kind);
    const names = [wish.value as string | string[]].flat();
    for (const { name, slug } of await takenNames(db, subject, names, sight)) {
      errors.push({ code: 'NAME_TAKEN', field, message: `"${name}" stands for "${slug}" already. ${otherwise}` });
    }
  }
  const latest = wishes.get('latest');
  if (latest?.set === true && !(await hasVersion(db, subject.id, latest.value as string, sight))) {
    const message = `The product has no version with the slug "${String(latest.value)}".`;
    errors.push({ code: 'NO_SUCH_VERSION', field: 'latest', message });
  }
  return errors;
}
