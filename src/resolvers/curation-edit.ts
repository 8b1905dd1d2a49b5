/** Edits by curators: one thing at a time, and taking changes back. */
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { editSubject, wishesOf, type EditResult } from '../curation/edit-subject.js';
import { undoMove } from '../curation/undo-move.js';
import { undoChanges, type UndoResult } from '../curation/undo.js';
import { BadInputError, NotFoundError } from '../errors.js';
import type { RequestContext } from '../graphql/context.js';
import { keyOfType } from '../graphql/node-id.js';
import { bulkIdOf, changeIdOf, subjectOf, typeNameOf } from '../graphql/subject-id.js';
import {
  EditDocumentInput,
  EditDocumentPayloadType,
  type EditInput,
  EditProductInput,
  EditProductPayloadType,
  EditVendorInput,
  EditVendorPayloadType,
  EditVersionInput,
  EditVersionPayloadType,
  UndoChangesInput,
  UndoPayloadType,
} from '../schema/curation-edit.js';
import { Restricted } from '../schema/restricted.js';
import type { SubjectKind } from '../store/entities/subject-kind.js';
import { bulkById } from '../store/queries/curation-bulks.js';
import {
  changesById,
  changesOfBulk,
  changesSince,
  subjectsById,
  type ChangeRow,
  type SubjectRow,
} from '../store/queries/curation.js';

const mostChanges = 1_000;

type EditPayload = Omit<EditResult, 'subject' | 'errors'> & {
  readonly curation: SubjectRow | null;
  readonly userErrors: EditResult['errors'];
};

async function edit(
  kind: SubjectKind,
  input: EditInput & { readonly set?: object | null },
  { dataSource, caller }: RequestContext,
): Promise<EditPayload & { readonly id: string }> {
  const id = keyOfType(input.id, typeNameOf(kind));
  const { wishes, errors } = wishesOf({ ...input.set }, input.reset);
  const { note = null, merge, expectedRevision } = input;
  const asked = { kind, id, wishes, note, expectedRevision, merge: merge ?? false };
  const result: EditResult =
    errors.length > 0
      ? { subject: null, changes: [], errors, conflict: null }
      : await editSubject(dataSource, asked, caller);
  const { subject, errors: userErrors, ...rest } = result;
  return { id, ...rest, userErrors, curation: subject };
}

/** What a request to take back names, oldest first. */
async function changesToUndo(input: UndoChangesInput, { dataSource }: RequestContext): Promise<ChangeRow[]> {
  const { changeIds, bulkId, subjectId, afterRevision } = input;
  if ([changeIds, bulkId, subjectId].filter((named) => named !== undefined && named !== null).length !== 1) {
    throw new BadInputError('Give one of `changeIds`, `bulkId` and `subjectId`.', { field: 'input' });
  }
  if (changeIds) {
    if (changeIds.length > mostChanges) {
      throw new BadInputError(`At most ${String(mostChanges)} changes at once.`, {
        field: 'changeIds',
        limit: mostChanges,
      });
    }
    const ids = [...new Set(changeIds.map(changeIdOf))];
    const rows = await changesById(dataSource, ids);
    if (rows.length < ids.length) throw new NotFoundError('Some of the changes do not exist.', { noun: 'change' });
    return rows;
  }
  if (bulkId) return changesOfBulk(dataSource, bulkIdOf(bulkId));
  const { kind, id } = subjectOf(subjectId ?? '');
  const [subject] = await subjectsById(dataSource, kind, [id]);
  if (subject === undefined) throw new NotFoundError('There is no such thing any more.', { noun: kind.toLowerCase() });
  return changesSince(dataSource, subject, afterRevision ?? 0);
}

@Resolver()
export class CurationEditResolver {
  @Restricted('curation.edit')
  @Mutation(() => EditVendorPayloadType, { description: 'Changes what is shown of a vendor, for good.' })
  async editVendor(
    @Arg('input', () => EditVendorInput, { description: 'What to change.' }) input: EditVendorInput,
    @Ctx() context: RequestContext,
  ): Promise<EditPayload & { vendor: object | null }> {
    const { id, ...payload } = await edit('VENDOR', input, context);
    return { ...payload, vendor: await context.loaders.vendor.load(id) };
  }

  @Restricted('curation.edit')
  @Mutation(() => EditProductPayloadType, { description: 'Changes what is shown of a product, for good.' })
  async editProduct(
    @Arg('input', () => EditProductInput, { description: 'What to change.' }) input: EditProductInput,
    @Ctx() context: RequestContext,
  ): Promise<EditPayload & { product: object | null }> {
    const { id, ...payload } = await edit('PRODUCT', input, context);
    return { ...payload, product: await context.loaders.product.load(id) };
  }

  @Restricted('curation.edit')
  @Mutation(() => EditVersionPayloadType, { description: 'Changes what is shown of a version, for good.' })
  async editVersion(
    @Arg('input', () => EditVersionInput, { description: 'What to change.' }) input: EditVersionInput,
    @Ctx() context: RequestContext,
  ): Promise<EditPayload & { version: object | null }> {
    const { id, ...payload } = await edit('VERSION', input, context);
    return { ...payload, version: await context.loaders.version.load(id) };
  }

  @Restricted('curation.edit')
  @Mutation(() => EditDocumentPayloadType, { description: 'Changes what is shown of a document, for good.' })
  async editDocument(
    @Arg('input', () => EditDocumentInput, { description: 'What to change.' }) input: EditDocumentInput,
    @Ctx() context: RequestContext,
  ): Promise<EditPayload & { document: object | null }> {
    const { id, ...payload } = await edit('DOCUMENT', input, context);
    return { ...payload, document: await context.loaders.document.load(id) };
  }

  @Restricted('curation.edit')
  @Mutation(() => UndoPayloadType, {
    description: 'Takes changes back: where the value still is what was set. The rest is reported and stays.',
  })
  async undoChanges(
    @Arg('input', () => UndoChangesInput, { description: 'Which changes.' }) input: UndoChangesInput,
    @Ctx() context: RequestContext,
  ): Promise<Pick<UndoResult, 'bulkId' | 'refused'> & { readonly undone: number }> {
    const { caller, dataSource, searchSettings } = context;
    const bulk = input.bulkId == null ? null : await bulkById(dataSource, bulkIdOf(input.bulkId));
    if (bulk?.kind === 'MOVE') {
      const { changes, ...result } = await undoMove(dataSource, bulk.id, { caller, note: input.note ?? null });
      searchSettings.forget();
      return { ...result, undone: changes.length };
    }
    const rows = await changesToUndo(input, context);
    const asBulk = rows.length > 1;
    const { changes, ...result } = await undoChanges(dataSource, rows, { caller, note: input.note ?? null, asBulk });
    return { ...result, undone: changes.length };
  }
}
