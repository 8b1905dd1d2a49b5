/** Enumerations of curating: what is changed, what is proposed, and what became of it. */
import { registerEnumType } from 'type-graphql';
import type * as curated from '../curation/curated-values.js';
import type * as undo from '../curation/undo.js';
import type * as bulks from '../store/entities/bulk-kind.js';
import type * as proposals from '../store/entities/proposal-kind.js';
import type * as subjects from '../store/entities/subject-kind.js';
import type { Enumeration } from './enums.js';

export const SubjectKind: Enumeration<subjects.SubjectKind> = {
  VENDOR: 'VENDOR',
  PRODUCT: 'PRODUCT',
  VERSION: 'VERSION',
  DOCUMENT: 'DOCUMENT',
};
registerEnumType(SubjectKind, {
  name: 'SubjectKind',
  description: 'What curators can change.',
  valuesConfig: {
    VENDOR: { description: 'A vendor.' },
    PRODUCT: { description: 'A product.' },
    VERSION: { description: 'A version of a product.' },
    DOCUMENT: { description: 'A document of a version.' },
  },
});

export const Visibility: Enumeration<curated.Visibility> = {
  PUBLIC: 'PUBLIC',
  READERS: 'READERS',
  CURATORS: 'CURATORS',
  HIDDEN: 'HIDDEN',
  DRAFT: 'DRAFT',
};
registerEnumType(Visibility, {
  name: 'Visibility',
  description:
    'What a curator decided that others may see; whether the source still has it is another matter. Of a thing and all that it stands below, the strictest holds.',
  valuesConfig: {
    PUBLIC: { description: 'Everybody who may read the library.' },
    READERS: { description: 'Whoever signed in or has a key.' },
    CURATORS: { description: 'Curators and administrators.' },
    HIDDEN: { description: 'Withdrawn: in no list and not found, whoever asks. Of versions and documents.' },
    DRAFT: { description: 'Not published yet; as `HIDDEN`. Of versions and documents.' },
  },
});

export const ProposalKind: Enumeration<proposals.ProposalKind> = { CORRECTION: 'CORRECTION', FEEDBACK: 'FEEDBACK' };
registerEnumType(ProposalKind, {
  name: 'ProposalKind',
  description: 'What somebody asks curators for.',
  valuesConfig: {
    CORRECTION: { description: 'Other values of a vendor, product, version or document.' },
    FEEDBACK: { description: 'A look at a passage or document that something is wrong with.' },
  },
});

export const ProposalState: Enumeration<proposals.ProposalState> = {
  OPEN: 'OPEN',
  ACCEPTED: 'ACCEPTED',
  REJECTED: 'REJECTED',
  WITHDRAWN: 'WITHDRAWN',
  DONE: 'DONE',
  NOT_OURS: 'NOT_OURS',
};
registerEnumType(ProposalState, {
  name: 'ProposalState',
  description: 'What became of a proposal.',
  valuesConfig: {
    OPEN: { description: 'Waits for a curator.' },
    ACCEPTED: { description: 'A correction that was made.' },
    REJECTED: { description: 'A correction that is not made; `reason` says why.' },
    WITHDRAWN: { description: 'Its author took it back.' },
    DONE: { description: 'Feedback that led to something.' },
    NOT_OURS: { description: 'Feedback on what the source says, which this library does not change.' },
  },
});

export const BulkKind: Enumeration<bulks.BulkKind> = {
  EDIT: 'EDIT',
  UNDO: 'UNDO',
  FILE: 'FILE',
  MOVE: 'MOVE',
};
registerEnumType(BulkKind, {
  name: 'BulkKind',
  description: 'What a run of changes was.',
  valuesConfig: {
    EDIT: { description: 'One edit of many things.' },
    UNDO: { description: 'Others that were taken back.' },
    FILE: { description: 'A curation file or a CSV file that was applied.' },
    MOVE: { description: 'Things that were put elsewhere.' },
  },
});

export const UndoRefusalReason: Enumeration<undo.UndoRefusal['reason']> = {
  CHANGED_SINCE: 'CHANGED_SINCE',
  GONE: 'GONE',
};
registerEnumType(UndoRefusalReason, {
  name: 'UndoRefusalReason',
  description: 'Why something was left as it is.',
  valuesConfig: {
    CHANGED_SINCE: { description: 'The field was changed since.' },
    GONE: { description: 'The thing is not in the library.' },
  },
});
