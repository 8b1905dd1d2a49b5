/** What is wrong with a document that may have holes, places whose text is only known when the code runs. */
import { parse, specifiedRules, validate } from 'graphql';

const mark = 'Hole__';
/** Holes beyond this many are all filled in the most likely way. */
const mostTried = 4;
/** A fragment on its own, or beside an operation that is put together elsewhere. */
const rules = specifiedRules.filter(({ name }) => name !== 'NoUnusedFragmentsRule');

/** Whether the text ends within a string, within brackets of arguments, or among fields. */
function placeAfter(text) {
  let inString = false;
  const open = [];
  for (let at = 0; at < text.length; at += 1) {
    if (inString && text[at] === '\\') at += 1;
    else if (text[at] === '"') inString = !inString;
    else if (!inString && text[at] === '#') at = Math.max(at, (text.indexOf('\n', at) + text.length) % text.length);
    else if (!inString && '({['.includes(text[at])) open.push(text[at]);
    else if (!inString && ')}]'.includes(text[at])) open.pop();
  }
  return { inString, isArgument: open.includes('(') };
}

/** What may stand in a hole, likeliest first. */
function fillsOf(before, after) {
  const { inString, isArgument } = placeAfter(before);
  if (inString) return ['x'];
  if (/[A-Za-z_]\w*$/.test(before) || /^\w/.test(after) || (!isArgument && /^\s*[({]/.test(after))) return [mark];
  if (/[:[]\s*$/.test(before)) return [isArgument ? `$${mark}` : mark];
  if (isArgument) return [`${mark}: 1`, ''];
  return [` ${mark}: __typename `, ' { __typename } ', ''];
}

function* filled(pieces, text = '', tried = 0) {
  if (pieces.length === 0) {
    yield text;
    return;
  }
  const [piece, ...rest] = pieces;
  if (piece !== null) {
    yield* filled(rest, text + piece, tried);
    return;
  }
  const fills = fillsOf(text, rest[0] ?? '');
  for (const fill of tried < mostTried ? fills : fills.slice(0, 1)) yield* filled(rest, text + fill, tried + 1);
}

/** What follows from a hole alone is no fault; neither is a variable that a hole may use. */
const mayBeOfAHole = ({ message }) => message.includes(mark) || /^Variable .* is never used/.test(message);

function faultsOfText(schema, text, hasHoles) {
  try {
    const faults = validate(schema, parse(text), rules, { maxErrors: 20 });
    if (!hasHoles) return faults.map(({ message }) => message);
    const isOpen = text.includes(`${mark}: 1`);
    return faults
      .filter((fault) => !mayBeOfAHole(fault))
      .filter(({ message }) => !(isOpen && message.includes('is required, but it was not provided')))
      .map(({ message }) => message);
  } catch (error) {
    return [error.message];
  }
}

export function faultsOf(schema, { pieces }) {
  if (pieces.some((piece) => piece !== null && /#\s*refused\b/.test(piece))) return [];
  const hasHoles = pieces.includes(null);
  let least = null;
  for (const text of filled(pieces)) {
    const faults = faultsOfText(schema, text, hasHoles);
    if (least === null || faults.length < least.length) least = faults;
    if (least.length === 0) break;
  }
  return least;
}
