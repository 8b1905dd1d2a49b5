/** How the words of a rule have to stand in a query. */
export const RULE_MATCHES = ['EXACT', 'PHRASE', 'CONTAINS', 'PREFIX'] as const;
export type RuleMatch = (typeof RULE_MATCHES)[number];
