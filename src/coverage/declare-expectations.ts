/** Expectations that curators declare, change and withdraw: compared with what others did meanwhile. */
import type { DataSource } from 'typeorm';
import { ConflictError, NotFoundError } from '../errors.js';
import type { DocumentKind } from '../store/entities/document-kind.js';
import {
  declaredByCurators,
  declaredExpectation,
  type ExpectationPlace,
  type ExpectationRow,
} from '../store/queries/expectations.js';
import {
  deleteExpectation,
  insertExpectation,
  lockExpectations,
  updateExpectation,
} from '../store/writes/expectations.js';
import { isUuid } from '../uuid.js';

export interface ExpectationWish {
  readonly place: ExpectationPlace;
  readonly kinds: readonly DocumentKind[];
  readonly isExpected: boolean;
  readonly note: string | null;
  /** Of what the curator saw of each kind; 0 for none. */
  readonly expectedRevision: number;
}

/**
 * What is declared already in the same words stays as it is.
 * @returns ids, one a kind.
 * @throws ConflictError when somebody else declared something of a kind since; then nothing is declared.
 */
export function declareExpectations(
  dataSource: DataSource,
  { place, kinds, isExpected, note, expectedRevision }: ExpectationWish,
  callerName: string,
): Promise<string[]> {
  return dataSource.transaction(async (manager) => {
    await lockExpectations(manager);
    const known = await declaredByCurators(manager, place, kinds);
    const ids: string[] = [];
    for (const kind of new Set(kinds)) {
      const before = known.find((one) => one.kind === kind);
      if (before?.isExpected === isExpected && before.note === note) {
        ids.push(before.id);
        continue;
      }
      if ((before?.revision ?? 0) !== expectedRevision) throw otherwise(kind, before);
      if (before === undefined) {
        ids.push(await insertExpectation(manager, { ...place, kind, isExpected, note }, callerName));
      } else {
        await updateExpectation(manager, before.id, { isExpected, note }, callerName);
        ids.push(before.id);
      }
    }
    return ids;
  });
}

/** @throws NotFoundError; ConflictError when somebody else changed it since. */
export async function withdrawExpectation(
  dataSource: DataSource,
  { id, expectedRevision }: { readonly id: string; readonly expectedRevision: number },
): Promise<void> {
  await dataSource.transaction(async (manager) => {
    await lockExpectations(manager);
    const before = isUuid(id) ? await declaredExpectation(manager, id) : undefined;
    if (before === undefined) {
      throw new NotFoundError('No curator declared such an expectation; what a manifest says is changed there.', {
        id,
      });
    }
    if (before.revision !== expectedRevision) throw otherwise(before.kind, before);
    await deleteExpectation(manager, id);
  });
}

function otherwise(kind: DocumentKind, known: ExpectationRow | undefined): ConflictError {
  if (known === undefined) {
    return new ConflictError(
      `What was declared of ${kind} was withdrawn since you saw it. Send it again with revision 0.`,
      { kind, revision: 0 },
    );
  }
  const { id, revision, callerName, declaredAt, isExpected } = known;
  return new ConflictError(
    `${callerName ?? 'Somebody'} declared since you looked that ${kind} is ${isExpected ? '' : 'not '}expected. ` +
      `Send yours again with revision ${String(revision)} to change that.`,
    { id, kind, revision, changedBy: callerName, changedAt: declaredAt.toISOString(), current: { ...known } },
  );
}
