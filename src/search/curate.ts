/** Third stage of a search: what curators decided about the hits of a question. Nothing yet: hits pass as they are. */
import type { FusedHit } from './fusion.js';
import type { OpenQuestion } from './understand.js';

/** Gives the hits as a curator wants them, best first. */
export type Curate = (hits: readonly FusedHit[], question: OpenQuestion) => Promise<readonly FusedHit[]>;

export const curateNothing: Curate = (hits) => Promise.resolve(hits);
