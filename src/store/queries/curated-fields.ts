/** What curators can change of each kind of thing, and the SQL for what its source says. Names come from this code only. */
import type { SubjectKind } from '../entities/subject-kind.js';
import { required } from './effective.js';

export interface CuratedField {
  readonly name: string;
  /** "Nothing" is a value that a curator may give. */
  readonly nullable: boolean;
  /** SQL of the extracted value as JSON, of a row `t`. */
  readonly extracted: string;
}

interface SubjectTable {
  readonly table: string;
  /** `FROM` with the row as `t` and what its path needs. */
  readonly from: string;
  readonly path: string;
  readonly fields: readonly CuratedField[];
}

const column = (name: string, sqlName = name): CuratedField => ({
  name,
  nullable: false,
  extracted: `to_jsonb(t.${sqlName})`,
});
const nullableColumn = (name: string, sqlName = name): CuratedField => ({
  name,
  nullable: true,
  extracted: `to_jsonb(t.${sqlName}::text)`,
});
const visibility: CuratedField = { name: 'visibility', nullable: false, extracted: `'"PUBLIC"'::jsonb` };
const described = [column('name'), column('aliases'), nullableColumn('description'), nullableColumn('homepage')];

const subjects: Readonly<Record<SubjectKind, SubjectTable>> = {
  VENDOR: { table: 'vendor', from: 'vendor t', path: 't.slug', fields: [...described, visibility] },
  PRODUCT: {
    table: 'product',
    from: 'product t',
    path: 't.slug',
    fields: [...described, { name: 'latest', nullable: false, extracted: 'NULL::jsonb' }, visibility],
  },
  VERSION: {
    table: 'version',
    from: 'version t JOIN product p ON p.id = t.product_id',
    path: `p.slug || '/' || t.slug`,
    fields: [
      column('label'),
      column('aliases'),
      column('preview'),
      { name: 'order', nullable: false, extracted: `to_jsonb(${required('t', 'label')})` },
      nullableColumn('releasedOn', 'released_on'),
      nullableColumn('endOfLife', 'end_of_life'),
      visibility,
    ],
  },
  DOCUMENT: {
    table: 'document',
    from: 'document t JOIN version v ON v.id = t.version_id JOIN product p ON p.id = v.product_id',
    path: `p.slug || '/' || v.slug || '/' || t.slug`,
    fields: [
      column('title'),
      column('kind'),
      nullableColumn('language'),
      nullableColumn('licence'),
      nullableColumn('sourceUrl', 'source_url'),
      { name: 'releasedOn', nullable: true, extracted: `t.extracted->'releasedOn'` },
      { name: 'statedVersions', nullable: false, extracted: `coalesce(t.extracted->'versions', '[]')` },
      visibility,
    ],
  },
};

export function subjectTable(kind: SubjectKind): SubjectTable {
  return subjects[kind];
}

export function curatedFields(kind: SubjectKind): readonly CuratedField[] {
  return subjects[kind].fields;
}

/** SQL of all extracted values as one JSON object; what the source does not say is null. */
export function extractedValues(kind: SubjectKind): string {
  return `jsonb_build_object(${subjects[kind].fields.map(({ name, extracted }) => `'${name}', ${extracted}`).join(', ')})`;
}
