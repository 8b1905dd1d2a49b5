/** Global ids of what curators can change, and ids of changes. */
import { BadInputError } from '../errors.js';
import type { SubjectKind } from '../store/entities/subject-kind.js';
import { isUuid } from '../uuid.js';
import { parseNodeId } from './node-id.js';

const mostInteger = 2_147_483_647;
const kinds = { Vendor: 'VENDOR', Product: 'PRODUCT', Version: 'VERSION', Document: 'DOCUMENT' } as const;
const typeNames = { VENDOR: 'Vendor', PRODUCT: 'Product', VERSION: 'Version', DOCUMENT: 'Document' } as const;

export interface SubjectId {
  readonly kind: SubjectKind;
  readonly id: string;
}

/** @throws BadInputError when it is the id of something that curators don't change. */
export function subjectOf(globalId: string): SubjectId {
  const { type, key } = parseNodeId(globalId);
  if (type === 'Vendor' || type === 'Product' || type === 'Version' || type === 'Document') {
    return { kind: kinds[type], id: key };
  }
  throw new BadInputError(`"${globalId.slice(0, 100)}" is the id of a ${type}; curators don't change those.`, {
    field: 'id',
  });
}

/** @throws BadInputError */
export function changeIdOf(id: string): number {
  if (/^[1-9]\d*$/.test(id) && Number(id) <= mostInteger) return Number(id);
  throw new BadInputError(`"${id.slice(0, 100)}" is not the id of a change.`, { field: 'changeIds' });
}

/** @throws BadInputError */
export function proposalIdOf(id: string): string {
  if (isUuid(id)) return id;
  throw new BadInputError(`"${id.slice(0, 100)}" is not the id of a proposal.`, { field: 'id' });
}

/** The type of a thing in the API. */
export function typeNameOf(kind: SubjectKind): keyof typeof kinds {
  return typeNames[kind];
}

/** @throws BadInputError */
export function tokenOf(token: string): string {
  if (isUuid(token)) return token;
  throw new BadInputError(`"${token.slice(0, 100)}" is not the token of a preview.`, { field: 'token' });
}

/** @throws BadInputError */
export function bulkIdOf(id: string): string {
  if (isUuid(id)) return id;
  throw new BadInputError(`"${id.slice(0, 100)}" is not the id of a bulk.`, { field: 'bulkId' });
}
