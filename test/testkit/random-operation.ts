/** Random GraphQL arguments that fit their types, the same ones for the same seed. */
import {
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
} from 'graphql';

export interface Random {
  /** From 0 to below 1. */
  next(): number;
  pick<Item>(items: readonly Item[]): Item;
  /** Something that somebody could send to find a hole. */
  text(): string;
}

const texts = [
  '',
  'x',
  'kite',
  '../../etc/passwd',
  `' OR 1=1 --`,
  '"; DROP TABLE account; --',
  '%00',
  '<script>alert(1)</script>',
  '日本語 \u{1F600}',
  '\u0000',
  'a'.repeat(3_000),
  'acme/kite/1/guide',
  'kite::1::guide::guide::0',
  '=1+1',
  'mcdewey_key_wrong',
  '-1',
  '*:*',
  'http://127.0.0.1:1/',
];

/** Mulberry32. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)] as Item;
  return { next, pick, text: () => pick(texts) };
}

function literal(random: Random, type: GraphQLInputType, ids: readonly string[]): string {
  if (isNonNullType(type)) return literal(random, type.ofType, ids);
  if (isListType(type)) return `[${literal(random, type.ofType, ids)}]`;
  if (isInputObjectType(type)) return `{ ${fields(random, Object.values(type.getFields()), ids).join(', ')} }`;
  if (!isScalarType(type)) return random.pick(type.getValues()).name;
  if (type.name === 'Boolean') return random.pick(['true', 'false']);
  if (type.name === 'Int') return random.pick(['0', '1', '-1', '2147483647']);
  if (type.name === 'Float') return random.pick(['0.5', '-1', '1e300']);
  if (type.name === 'JSON') return '{ a: 1 }';
  if (type.name === 'DateTime') return random.pick(['"2030-01-01T00:00:00Z"', '"yesterday"']);
  return JSON.stringify(random.next() < 0.5 ? random.pick(ids) : random.text());
}

function fields(
  random: Random,
  given: readonly (GraphQLArgument | GraphQLInputField)[],
  ids: readonly string[],
): string[] {
  return given
    .filter(({ type }) => isNonNullType(type) || random.next() < 0.4)
    .map(({ name, type }) => `${name}: ${literal(random, type, ids)}`);
}

/** With the parentheses; empty for none. */
export function randomArguments(random: Random, given: readonly GraphQLArgument[], ids: readonly string[]): string {
  const written = fields(random, given, ids);
  return written.length === 0 ? '' : `(${written.join(', ')})`;
}
