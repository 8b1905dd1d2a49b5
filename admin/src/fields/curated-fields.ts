/** The fields that curators can change, and how each is written. */

export type SubjectKind = 'VENDOR' | 'PRODUCT' | 'VERSION' | 'DOCUMENT';

/** `LIST`: one entry a line. */
export type Control =
  'LINE' | 'TEXT' | 'LIST' | 'DAY' | 'ADDRESS' | 'FLAG' | 'DOCUMENT_KIND' | 'AUDIENCE' | 'VISIBILITY';

export interface CuratedFieldInfo {
  readonly name: string;
  readonly control: Control;
  /** Whether it may have no value. */
  readonly nullable?: true;
}

const aliases: CuratedFieldInfo = { name: 'aliases', control: 'LIST' };
const visibility: CuratedFieldInfo = { name: 'visibility', control: 'VISIBILITY' };
/** Of what has no state, and so can't be hidden. */
const audience: CuratedFieldInfo = { name: 'visibility', control: 'AUDIENCE' };
const releasedOn: CuratedFieldInfo = { name: 'releasedOn', control: 'DAY', nullable: true };
const ofVendor: readonly CuratedFieldInfo[] = [
  { name: 'name', control: 'LINE' },
  aliases,
  { name: 'description', control: 'TEXT', nullable: true },
  { name: 'homepage', control: 'ADDRESS', nullable: true },
];

export const curatedFields: Readonly<Record<SubjectKind, readonly CuratedFieldInfo[]>> = {
  VENDOR: [...ofVendor, audience],
  PRODUCT: [...ofVendor, { name: 'latest', control: 'LINE' }, audience],
  VERSION: [
    { name: 'label', control: 'LINE' },
    aliases,
    { name: 'order', control: 'LINE' },
    { name: 'preview', control: 'FLAG' },
    releasedOn,
    { name: 'endOfLife', control: 'DAY', nullable: true },
    visibility,
  ],
  DOCUMENT: [
    { name: 'title', control: 'LINE' },
    { name: 'kind', control: 'DOCUMENT_KIND' },
    { name: 'language', control: 'LINE', nullable: true },
    { name: 'statedVersions', control: 'LIST' },
    { name: 'releasedOn', control: 'DAY', nullable: true },
    { name: 'licence', control: 'LINE', nullable: true },
    { name: 'sourceUrl', control: 'ADDRESS', nullable: true },
    visibility,
  ],
};

export const documentKinds = [
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

export const audiences = ['PUBLIC', 'READERS', 'CURATORS'] as const;

export const visibilities = [...audiences, 'DRAFT', 'HIDDEN'] as const;
