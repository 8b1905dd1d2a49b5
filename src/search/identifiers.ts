/** Finds what people copy out of manuals and search for letter by letter: error codes, commands, options, names in code, OIDs, part numbers. */

const MIN_LENGTH = 3;
const MAX_LENGTH = 120;
const MAX_COUNT = 200;

/** Candidates: no white space, no quotes, no Markdown marks; `(1)` inside belongs to versions such as 12.5(1)SU4. */
const CANDIDATE = /(?:[\p{L}\p{N}_$@%./:#+-]|\(\d{1,4}[a-z]?\)(?=[\p{L}\p{N}]))+/gu;

/** Where a qualified name has its parts: `React.useState`, `std::from_chars`, `config.example.io/drain_period`. */
const joint = /[./#]|::/;

/**
 * Words with digits, inner punctuation or inner capitals, in lower case, in order of appearance. Parts of a path or of a
 * qualified name that are such words themselves, and options without their dashes come too, so that both spellings meet. At most 200, each of 3 to 120 characters.
 */
export function identifiersOf(text: string): string[] {
  const found = new Set<string>();
  for (const [candidate] of text.matchAll(CANDIDATE)) {
    if (candidate.includes('://')) continue;
    for (const whole of candidate.split(/(?<!:):(?!:)/)) {
      add(whole, found);
      if (whole.includes('/')) for (const part of whole.split('/')) add(part, found);
      for (const part of whole.split(joint)) if (part !== whole && /^\p{L}/u.test(part)) add(part, found);
      if (found.size >= MAX_COUNT) return [...found].slice(0, MAX_COUNT);
    }
  }
  return [...found];
}

/**
 * Whether it is a name by its signs or digits. `YouTube` and `HTTP` are not: what looks like a name by its capitals alone
 * may be a word like any other. Neither is `short-term`.
 */
export function isSureName(identifier: string): boolean {
  return (
    !/^\p{L}+(?:-\p{L}+)+$/u.test(identifier) &&
    /[\p{L}\p{N}][_./:@#$\s-]+[\p{L}\p{N}]|^(?:--?|\+)\p{L}|\p{L}\p{N}|\p{N}\p{L}|^\p{N}+$/u.test(identifier)
  );
}

/** Longer ones are sentences. */
const MAX_COMMAND_LENGTH = 200;

/**
 * A command of several words as identifiers: as it is written, and without its placeholders (`<name>`, `[option]`), so
 * that it is found both ways. Lower case, single blanks; empty for single words and for whole sentences.
 */
export function commandIdentifiers(command: string): string[] {
  const forms = [command, command.replace(/<[^<>]{0,100}>|\[[^[\]]{0,100}\]/g, ' ')].map((form) =>
    form.toLowerCase().replace(/\s+/g, ' ').trim(),
  );
  return [...new Set(forms)].filter((form) => form.includes(' ') && form.length <= MAX_COMMAND_LENGTH);
}

function add(candidate: string, found: Set<string>): void {
  const word = candidate.replace(/^[./:#+%@]+(?=[^.])|[./:#+%$@-]+$/g, '').replace(/^(_{1,2})(.+)\1$/, '$2');
  const bare = word.replace(/^-+/, '');
  if (!isIdentifier(word, bare)) return;
  for (const form of [word.toLowerCase(), bare.toLowerCase()]) {
    if (form.length >= MIN_LENGTH && form.length <= MAX_LENGTH) found.add(form);
  }
}

function isIdentifier(word: string, bare: string): boolean {
  if (!/[\p{L}\p{N}]/u.test(bare)) return false;
  if (/^\p{N}+$/u.test(bare)) return bare.length >= 4;
  return (
    /^--?\p{L}/u.test(word) ||
    (/\p{N}/u.test(bare) && /\p{L}/u.test(bare)) ||
    /[\p{L}\p{N}][_$./:()@#-]+[\p{L}\p{N}]/u.test(bare) ||
    /\p{Ll}\p{Lu}/u.test(bare) ||
    /^\p{Lu}{2,}\p{Ll}{2,}/u.test(bare) ||
    /^\p{Lu}{4,}$/u.test(bare)
  );
}
