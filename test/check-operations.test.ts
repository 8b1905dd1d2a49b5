/** The check of documents finds what does not fit the schema, however the text is put together. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from '@jest/globals';

const root = new URL('..', import.meta.url).pathname;

const faulty = [
  ['a field', 'ask(`{ vendors { nodes { gone } } }`);', '1: Cannot query field "gone" on type "Vendor".'],
  [
    'a mutation',
    "ask('mutation { dropEverything { id } }');",
    '1: Cannot query field "dropEverything" on type "Mutation".',
  ],
  ['an argument', 'ask(`mutation { signIn(email: "${email}") { name } }`);', '1: Unknown argument "email"'],
  [
    'a field behind a constant',
    'const f = "gone";\nask(`{ vendors { nodes { ${f} } } }`);',
    '2: Cannot query field "gone"',
  ],
  [
    'a field beside what is not known',
    'const of = (more: string) => ask(`{ vendors(${more}) { nodes { gone ${more} } } }`);',
    '1: Cannot query field "gone"',
  ],
  [
    'a fragment of a typed document',
    'const f = graphql(`fragment F on Vendor { gone }`);\nconst o = graphql(`{ vendors { nodes { ...F } } }`, [f]);',
    '2: Cannot query field "gone"',
  ],
  ['a sum of texts', "ask('query Q { vendors { ' + 'nodes { gone } } }');", '1: Cannot query field "gone"'],
  ['documentation', '# How\n\n```graphql\n{ vendors { gone } }\n```\n', '4: Cannot query field "gone"'],
] as const;

const sound = [
  ['what is only known at run time', 'ask(`{ vendors(${args}) { nodes { ${fields} } totalCount } }`);'],
  ['a name that is put together', 'ask(`mutation ($input: Edit${noun}Input!) { edit${noun}(input: $input) { x } }`);'],
  ['what is meant to be refused', "ask('{ vendors { gone } } # refused');"],
] as const;

let said: string;

const fileOf = (what: string): string => `${what.replaceAll(' ', '-')}.${what === 'documentation' ? 'md' : 'ts'}`;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'operations-'));
  try {
    const files = await Promise.all(
      [...faulty, ...sound].map(async ([what, text]) => {
        const file = join(folder, fileOf(what));
        await writeFile(file, text);
        return file;
      }),
    );
    const run = promisify(execFile)(process.execPath, ['.ci/check-operations.mjs', ...files], { cwd: root });
    const { stderr } = await run.catch((error: unknown) => error as { stderr: string });
    said = stderr.replaceAll(`${folder}/`, '');
  } finally {
    await rm(folder, { recursive: true });
  }
});

test.each(faulty)('what is not in the schema is found: %s', (what, _text, fault) => {
  expect(said).toContain(`${fileOf(what)}:${fault}`);
});

test.each(sound.map(([what]) => what))('nothing is said of %s', (what) => {
  expect(said).not.toContain(fileOf(what));
});
