/** What somebody asks curators for: other values of a thing, or a look at a passage. */
export type ProposalKind = 'CORRECTION' | 'FEEDBACK';

/** Corrections are accepted or rejected, feedback is done or not ours; their author can withdraw either. */
export type ProposalState = 'OPEN' | 'ACCEPTED' | 'REJECTED' | 'WITHDRAWN' | 'DONE' | 'NOT_OURS';
