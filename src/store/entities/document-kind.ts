/** What a document is for. */

export const DOCUMENT_KINDS = [
  'GUIDE',
  'ADMIN_GUIDE',
  'DEVELOPER_GUIDE',
  'CLI_REFERENCE',
  'API_REFERENCE',
  'RELEASE_NOTES',
  'INSTALLATION',
  'TROUBLESHOOTING',
  'OTHER',
] as const;

export type DocumentKind = (typeof DOCUMENT_KINDS)[number];
