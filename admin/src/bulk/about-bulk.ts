/** What a bulk was about, in words: "language of 699 documents of Nokia SR Linux". */
import { graphql, type ResultOf } from '../api/graphql.js';
import { fieldName } from '../fields/field-value.js';
import { count } from '../words/common.js';
import { words } from '../words/en.js';

export const bulkSubjectFields = graphql(`
  fragment BulkAbout on CurationBulk {
    subjects {
      kind
      count
      fields
      path
      vendorName
      productName
      versionLabel
    }
  }
`);

type Subjects = ResultOf<typeof bulkSubjectFields>['subjects'][number];

/** More are counted. */
const mostNamed = 3;
const lists = new Intl.ListFormat('en', { type: 'conjunction' });

/** A move changes nothing but the place, which its kind says already. */
function fieldsOf(fields: readonly string[]): string | null {
  const named = fields.filter((field) => field !== 'place').map((field) => fieldName(field).toLowerCase());
  if (named.length === 0) return null;
  return named.length > mostNamed ? count(named.length, 'field') : lists.format(named);
}

function placeOf({ path, vendorName, productName, versionLabel }: Subjects): string | null {
  if (productName === null) return path ?? vendorName;
  // Many products are named after their vendor.
  const isNamed = vendorName === null || productName.toLowerCase().startsWith(vendorName.toLowerCase());
  return [...(isNamed ? [] : [vendorName]), productName, ...(versionLabel === null ? [] : [versionLabel])].join(' ');
}

function aboutSubjects(subjects: Subjects): string {
  const { kind, path, count: things, fields } = subjects;
  const noun = words.subjects[kind].toLowerCase();
  const what =
    things === 1 && path !== null
      ? words.corrections.one(noun, path)
      : words.corrections.many(count(things, noun), placeOf(subjects));
  const changed = fieldsOf(fields);
  return changed === null ? what : words.corrections.fieldsOf(changed, what);
}

/** Empty where it changed nothing. */
export const aboutBulk = ({ subjects }: ResultOf<typeof bulkSubjectFields>): string =>
  subjects.map(aboutSubjects).join('; ');
