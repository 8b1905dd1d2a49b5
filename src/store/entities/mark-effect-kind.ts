/** What a curator's mark does to the passages that it is on. */
export const MARK_EFFECTS = ['HIDE', 'FLAG'] as const;
export type MarkEffect = (typeof MARK_EFFECTS)[number];
