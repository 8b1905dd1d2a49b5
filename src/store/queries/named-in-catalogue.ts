/** Vendors, products, versions and documents by words of their names and of the names above them. */
import type { LifecycleState } from '../entities/lifecycle-state.js';
import type { Queryable } from '../queryable.js';
import { aliases, required } from './effective.js';
import { joinVersionAge } from './version-order-key.js';
import { effectiveState, isOpen } from './visibility.js';

export interface NamedWords {
  /** In any case, none empty; nothing has the name of no words. */
  readonly words: readonly string[];
  /** States of the versions and documents. */
  readonly states: readonly LifecycleState[];
  /** Most of each kind. */
  readonly limit: number;
}

interface NamedRow {
  readonly id: string;
}

const joined = (names: readonly string[]): string => `lower(concat_ws(' ', ${names.join(', ')}))`;
const listOf = (alias: string): string => `array_to_string(${aliases(alias)}, ' ')`;

const anyOf = (conditions: readonly string[]): string => conditions.join(' OR ') || 'false';

const ownNames = {
  vendor: joined([required('o', 'name'), 'o.slug', listOf('o')]),
  product: joined([required('p', 'name'), 'p.slug', listOf('p')]),
  version: joined([required('v', 'label'), 'v.slug', listOf('v')]),
  document: joined([required('d', 'title'), 'd.slug']),
};

/**
 * Every word stands somewhere in the names, and one of them in those that are the thing's own: the name of a product
 * finds the product, and not all that stands below it as well.
 * @param own and @param above are columns of text in lower case.
 */
function isNamed(words: readonly string[], own: string, above: string): string {
  const standsIn = (names: string) => (word: string) => `position(${word} IN ${names}) > 0`;
  const inOwn = anyOf(words.map(standsIn(own)));
  return [`(${inOwn})`, ...words.map(standsIn(`(${own} || ' ' || ${above})`))].join(' AND ');
}

/** How many of the words begin no word of the names: `7.0` begins one in `7.0.1`, and none in `17.0`. */
function looseWords(words: readonly string[], names: string): string {
  const apart = (text: string): string => `translate(' ' || ${text}, '-_/(),', '      ')`;
  return ['0::int', ...words.map((word) => `(position(${apart(word)} IN ${apart(names)}) = 0)::int`)].join(' + ');
}

/** 0 where the name is one of the words or all of them, 1 where it begins with one, else 2. */
function distance(words: readonly string[], name: string): string {
  const begins = anyOf(words.map((word) => `starts_with(lower(${name}), ${word})`));
  const whole = words.join(` || ' ' || `) || `''`;
  return `CASE WHEN lower(${name}) IN (${[whole, ...words].join(', ')}) THEN 0 WHEN ${begins} THEN 1 ELSE 2 END`;
}

/** Parameter 1 is the limit, the words follow. */
const wordParameters = ({ words }: NamedWords): string[] => words.map((_, at) => `lower($${String(at + 2)}::text)`);
const parametersOf = ({ words, limit }: NamedWords): unknown[] => [limit, ...words];

/** The state `expression` is one that is asked for; they are the last parameter. */
const hasState = (expression: string, { words }: NamedWords): string =>
  `${expression} = ANY ($${String(words.length + 2)}::text[])`;

const allNames = `(own || ' ' || above)`;

/** Names made once for each, however many stand below it. */
const vendorList = `(SELECT o.id, o.slug, ${required('o', 'name')} AS name, ${ownNames.vendor} AS own
  FROM vendor o WHERE ${isOpen('o')} OFFSET 0) AS maker`;
const productList = `(SELECT p.id, p.slug, ${required('p', 'name')} AS name, ${ownNames.product} AS own, maker.own AS above
  FROM product p JOIN ${vendorList} ON maker.id = p.vendor_id WHERE ${isOpen('p')} OFFSET 0) AS item`;
const versionList = `(SELECT v.id, v.slug, ${required('v', 'label')} AS label, ${ownNames.version} AS own,
    item.own || ' ' || item.above AS above, item.id AS product_id, item.slug AS product, age.key AS age,
    ${effectiveState('v')} AS state
  FROM version v JOIN ${productList} ON item.id = v.product_id ${joinVersionAge} OFFSET 0) AS release`;

export function vendorsNamed(db: Queryable, asked: NamedWords): Promise<NamedRow[]> {
  const words = wordParameters(asked);
  return db.query(
    `SELECT maker.id FROM ${vendorList} WHERE ${isNamed(words, 'own', `''`)}
     ORDER BY ${looseWords(words, 'own')}, ${distance(words, 'name')}, lower(name), slug LIMIT $1`,
    parametersOf(asked),
  );
}

export function productsNamed(db: Queryable, asked: NamedWords): Promise<NamedRow[]> {
  const words = wordParameters(asked);
  return db.query(
    `SELECT item.id FROM ${productList} WHERE ${isNamed(words, 'own', 'above')}
     ORDER BY ${looseWords(words, allNames)}, ${distance(words, 'name')}, lower(name), slug LIMIT $1`,
    parametersOf(asked),
  );
}

/** Those that are the word itself first, then product by product, the newest first. */
export function versionsNamed(db: Queryable, asked: NamedWords): Promise<NamedRow[]> {
  const words = wordParameters(asked);
  return db.query(
    `SELECT release.id FROM ${versionList}
     WHERE ${hasState('state', asked)} AND ${isNamed(words, 'own', 'above')}
     ORDER BY ${looseWords(words, allNames)}, ${distance(words, 'label')}, product, age DESC, slug LIMIT $1`,
    [...parametersOf(asked), asked.states],
  );
}

/** A document of several versions comes once before any comes again, as the newest version has it. */
export function documentsNamed(db: Queryable, asked: NamedWords): Promise<NamedRow[]> {
  const words = wordParameters(asked);
  const manuals = `SELECT d.id, d.slug, ${required('d', 'title')} AS title, ${ownNames.document} AS own,
      release.own || ' ' || release.above AS above, release.slug AS version, age, product, product_id
    FROM document d JOIN ${versionList} ON release.id = d.version_id
    WHERE ${hasState(`(${effectiveState('d')})`, asked)} OFFSET 0`;
  return db.query(
    `SELECT id FROM (
       SELECT *, row_number() OVER (PARTITION BY product_id, loose, slug ORDER BY age DESC, version) AS nth
       FROM (SELECT *, ${looseWords(words, allNames)} AS loose FROM (${manuals}) AS manual
             WHERE ${isNamed(words, 'own', 'above')}) AS found) AS ranked
     ORDER BY loose, nth, ${distance(words, 'title')}, length(title), product, slug LIMIT $1`,
    [...parametersOf(asked), asked.states],
  );
}
