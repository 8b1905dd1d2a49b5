/** Sends an edit of any kind of thing. */
import { ask } from '../../api/ask.js';
import { askAllAgain } from '../../api/client.js';
import type { SubjectKind } from '../../fields/curated-fields.js';
import { plainMessage } from '../../words/plain-message.js';
import { inputOf, type Draft } from './draft.js';
import { editDocument, editProduct, editVendor, editVersion, type EditPayload, type Standing } from './operations.js';

export interface Edit {
  readonly standing: Pick<Standing, 'subjectId' | 'revision'>;
  readonly draft: Draft;
  readonly note: string;
}

const operations = { VENDOR: editVendor, PRODUCT: editProduct, VERSION: editVersion, DOCUMENT: editDocument };

export function useEdit(kind: SubjectKind): (edit: Edit) => Promise<EditPayload> {
  return async ({ standing, draft, note }) => {
    const input = {
      id: standing.subjectId,
      expectedRevision: standing.revision,
      // Nothing of theirs is lost where others, or the same person beside, changed other fields meanwhile.
      merge: true,
      ...inputOf(draft),
      note: note.trim() === '' ? null : note.trim(),
    };
    // The four mutations differ in the name of their input alone; the service checks its fields.
    const { edit } = await ask(operations[kind] as typeof editDocument, {
      input: { ...input, reset: [...input.reset] },
    });
    if (edit.userErrors.length === 0) await askAllAgain();
    return {
      ...edit,
      userErrors: edit.userErrors.map((error) => ({ ...error, message: plainMessage(error.message) })),
    };
  };
}
