/** What curators decide about searches, and say of their hits. */
export const SETTING_KINDS = ['SYNONYM', 'RULE', 'JUDGEMENT', 'PASSAGE_MARK'] as const;
export type SettingKind = (typeof SETTING_KINDS)[number];
