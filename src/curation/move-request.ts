/** What a move is asked for, by paths: kept with the move, and written to the file of all curation. */
import type { SubjectKind } from '../store/entities/subject-kind.js';

/** A vendor, product or version that is made if there is none. */
export interface NewParents {
  readonly vendor?: { readonly slug: string; readonly name: string } | null;
  readonly product?: { readonly slug: string; readonly name: string } | null;
  readonly version?: { readonly slug: string; readonly label: string } | null;
}

export interface MoveRequest {
  readonly kind: SubjectKind;
  /** Paths of what is moved. */
  readonly things: readonly string[];
  /** Path of the version, product or vendor that they come below, or with `isMerge` of what they go into; null for a vendor that gets a slug. */
  readonly into: string | null;
  readonly isMerge: boolean;
  /** Of the only thing. */
  readonly slug: string | null;
  readonly making: NewParents | null;
  readonly note: string | null;
}
