/** What curators decide about searches. */
export const SETTING_KINDS = ['SYNONYM', 'RULE'] as const;
export type SettingKind = (typeof SETTING_KINDS)[number];
