/**
 * Globs as manifests write them, matched by following all ways through a glob at once (Thompson, "Regular Expression Search
 * Algorithm", 1968): the time grows with the length of the glob times that of the path, whatever either holds.
 */

/** Characters of one glob. */
export const mostGlobCharacters = 500;
/** Globs in one list. */
export const mostGlobs = 100;

type Test = (character: string) => boolean;

type Piece =
  | { readonly is: 'one'; readonly test: Test }
  | { readonly is: 'many'; readonly test: Test }
  /** `**` and its slash: any number of folders. */
  | { readonly is: 'folders' }
  | { readonly is: 'either'; readonly ways: readonly Piece[][] };

type Step =
  | { readonly is: 'take'; readonly test: Test; readonly next: number }
  | { readonly is: 'fork'; readonly to: number[] }
  | { readonly is: 'end' };

const anything: Test = () => true;
const inName: Test = (character) => character !== '/';
const exactly =
  (wanted: string): Test =>
  (character) =>
    character === wanted;

/** Where the alternatives of each `{…,…}` end, by the place of its first brace: at its commas, then at its last brace. */
function bracesOf(characters: readonly string[]): ReadonlyMap<number, readonly number[]> {
  const pairs = new Map<number, readonly number[]>();
  const open: { at: number; commas: number[] }[] = [];
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at];
    if (character === '\\') at += 1;
    else if (character === '{') open.push({ at, commas: [] });
    else if (character === ',') open.at(-1)?.commas.push(at);
    else if (character === '}') {
      const pair = open.pop();
      if (pair !== undefined && pair.commas.length > 0) pairs.set(pair.at, [...pair.commas, at]);
    }
  }
  return pairs;
}

/** Reads a glob into pieces. What is not closed is taken as it is written. */
class GlobReader {
  private at = 0;
  private readonly characters: readonly string[];
  private readonly braces: ReadonlyMap<number, readonly number[]>;

  constructor(glob: string) {
    this.characters = Array.from(glob);
    this.braces = bracesOf(this.characters);
  }

  /** @param end the place before which it ends. */
  sequence(end = this.characters.length): Piece[] {
    const pieces: Piece[] = [];
    while (this.at < end) pieces.push(this.piece(end));
    return pieces;
  }

  private piece(end: number): Piece {
    switch (this.characters[this.at]) {
      case '*':
        return this.stars(end);
      case '[':
        return this.set(end) ?? this.literal();
      case '{':
        return this.alternatives() ?? this.literal();
      case '?':
        this.at += 1;
        return { is: 'one', test: inName };
      case '\\':
        if (this.at + 1 < end) this.at += 1;
        return this.literal();
      default:
        return this.literal();
    }
  }

  private literal(): Piece {
    const wanted = this.characters[this.at] ?? '';
    this.at += 1;
    return { is: 'one', test: exactly(wanted) };
  }

  private stars(end: number): Piece {
    const begins = this.at === 0 || '/{,'.includes(this.characters[this.at - 1] ?? '');
    let count = 0;
    while (this.at < end && this.characters[this.at] === '*') {
      this.at += 1;
      count += 1;
    }
    if (count < 2 || !begins) return { is: 'many', test: inName };
    if (this.at === end) return { is: 'many', test: anything };
    if (this.characters[this.at] !== '/') return { is: 'many', test: inName };
    this.at += 1;
    return { is: 'folders' };
  }

  private set(end: number): Piece | undefined {
    const first = this.at + 1;
    const isNot = this.characters[first] === '!' || this.characters[first] === '^';
    const from = isNot ? first + 1 : first;
    // A bracket right at the beginning belongs to the set.
    const close = this.characters.indexOf(']', from + 1);
    if (close === -1 || close >= end) return undefined;
    this.at = close + 1;
    const members = this.characters.slice(from, close);
    const ranges: (readonly [string, string])[] = [];
    for (let at = 0; at < members.length; at += 1) {
      const low = members[at] ?? '';
      const high = members[at + 2];
      const isRange = members[at + 1] === '-' && high !== undefined;
      ranges.push([low, isRange ? high : low]);
      if (isRange) at += 2;
    }
    const test: Test = (character) =>
      character !== '/' && ranges.some(([low, high]) => low <= character && character <= high) !== isNot;
    return { is: 'one', test };
  }

  private alternatives(): Piece | undefined {
    const ends = this.braces.get(this.at);
    if (ends === undefined) return undefined;
    const ways = ends.map((end) => {
      this.at += 1;
      return this.sequence(end);
    });
    this.at += 1;
    return { is: 'either', ways };
  }
}

/** Adds the steps of the pieces, last first. @returns where they begin. */
function addSteps(pieces: readonly Piece[], end: number, steps: Step[]): number {
  const add = (step: Step): number => steps.push(step) - 1;
  const loop = (test: Test, next: number): number => {
    const to: number[] = [next];
    const fork = add({ is: 'fork', to });
    to.push(add({ is: 'take', test, next: fork }));
    return fork;
  };
  return pieces.reduceRight((next, piece) => {
    switch (piece.is) {
      case 'one':
        return add({ is: 'take', test: piece.test, next });
      case 'many':
        return loop(piece.test, next);
      case 'folders':
        return add({ is: 'fork', to: [next, loop(anything, add({ is: 'take', test: exactly('/'), next }))] });
      case 'either':
        return add({ is: 'fork', to: piece.ways.map((way) => addSteps(way, next, steps)) });
    }
  }, end);
}

/**
 * `*` is any part of a name, `**` any number of folders, `?` one character, `[a-z]` one of a set and `[!a-z]` one that is not
 * in it, `{a,b}` either of the two; a backslash takes the next character as it is. A glob that ends in `/` is everything below.
 * @returns whether a path (relative, with `/`) fits as a whole.
 */
export function createGlob(glob: string): (path: string) => boolean {
  const whole = glob.replace(/^(?:\.?\/)+/, '').replace(/\/$/, '/**');
  const steps: Step[] = [{ is: 'end' }];
  const start = addSteps(new GlobReader(whole).sequence(), 0, steps);
  const seen = new Int32Array(steps.length);
  let turn = 0;

  /** The takes and ends that can be reached from these places without a character. */
  function reach(places: readonly number[]): number[] {
    turn += 1;
    const reached: number[] = [];
    const open = [...places];
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      const step = steps[place];
      if (step === undefined || seen[place] === turn) continue;
      seen[place] = turn;
      if (step.is === 'fork') open.push(...step.to);
      else reached.push(place);
    }
    return reached;
  }

  return (path) => {
    let places = reach([start]);
    for (const character of path) {
      if (places.length === 0) return false;
      const next: number[] = [];
      for (const place of places) {
        const step = steps[place];
        if (step?.is === 'take' && step.test(character)) next.push(step.next);
      }
      places = reach(next);
    }
    return places.includes(0);
  };
}

/** A list is read from its beginning to its end: each glob adds what fits it, one that begins with `!` takes it out again. */
export function createGlobList(globs: readonly string[]): (path: string) => boolean {
  const rules = globs.map((glob) => {
    const takesOut = glob.startsWith('!');
    return { takesOut, fits: createGlob(takesOut ? glob.slice(1) : glob) };
  });
  return (path) => {
    let isIn = false;
    for (const { takesOut, fits } of rules) if (isIn === takesOut && fits(path)) isIn = !takesOut;
    return isIn;
  };
}
