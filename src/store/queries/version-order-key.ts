/** The order of versions where a database puts them in order; `version-order.ts` has the rule, and a test compares both. */
import { date, moving, UNVERSIONED } from '../version-order.js';
import { versionOrder } from './effective.js';

/** Numbers of fewer digits compare by value. */
const mostDigits = 20;

/** What a label consists of besides letters and digits, in the order that people's sorting has, and in that of bytes. */
const signs = { read: ` _-,.()/+`, ranked: ` !"#$%&'*` };

const zeros = '0'.repeat(mostDigits);
const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Versions `v` with the text by which they are put in order, oldest first; made once for each, however often it is joined. */
function keyed(): string {
  const label = versionOrder('ranked');
  const isOf = (pattern: RegExp): string => `${label} ${pattern.ignoreCase ? '~*' : '~'} ${sqlText(pattern.source)}`;
  const scheme = `CASE WHEN ${label} = ${sqlText(UNVERSIONED)} THEN '0' WHEN ${isOf(moving)} THEN '1' WHEN ${isOf(date)} THEN '2' ELSE '3' END`;
  const bare = `lower(regexp_replace(${label}, '^v(?=\\d)', '', 'i'))`;
  const padded = `regexp_replace(regexp_replace(${bare}, '(\\d+)', '${zeros}\\1', 'g'), '0*(\\d{${String(mostDigits)}})', '\\1', 'g')`;
  const text = `translate(${padded}, ${sqlText(signs.read)}, ${sqlText(signs.ranked)})`;
  return `SELECT ranked.id, (${scheme} || ${text}) COLLATE "C" AS key FROM version ranked OFFSET 0`;
}

/** Joins the key of the version `v` as `age.key`. */
export const joinVersionAge = `JOIN (${keyed()}) AS age ON age.id = v.id`;

/** Of what is joined so. Labels that read the same, such as `v2` and `2`, have the same. */
export const versionAge = { sql: 'age.key', type: 'text' } as const;
