/** What the columns of CSV files of vendors, products, versions and documents are. */
import type { SubjectKind } from '../store/entities/subject-kind.js';

interface Sheet {
  /** The column that says which thing a row is about, and by its name what the file is of. */
  readonly key: string;
  /** Column that says whose it is, to whoever reads the file; it can't be changed there. */
  readonly owner?: string;
  /** Column that is there to be read; what stands in it on the way in does not count. */
  readonly told?: string;
  /** Columns that can be changed. */
  readonly fields: readonly string[];
}

export const sheets: Readonly<Record<SubjectKind, Sheet>> = {
  VENDOR: { key: 'vendor', fields: ['name', 'aliases', 'description', 'homepage', 'visibility'] },
  PRODUCT: {
    key: 'product',
    owner: 'vendorName',
    fields: ['name', 'aliases', 'latest', 'description', 'homepage', 'visibility'],
  },
  VERSION: {
    key: 'version',
    fields: ['label', 'aliases', 'order', 'preview', 'releasedOn', 'endOfLife', 'visibility'],
  },
  DOCUMENT: {
    key: 'path',
    told: 'statedTitle',
    fields: ['title', 'kind', 'language', 'licence', 'sourceUrl', 'releasedOn', 'visibility'],
  },
};
export const columnsOf = ({ key, owner, told, fields }: Sheet): string[] => [
  key,
  'revision',
  ...(owner === undefined ? [] : [owner]),
  ...(told === undefined ? [] : [told]),
  ...fields,
];
