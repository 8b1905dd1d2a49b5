/**
 * Writes the types that documents of the program and the console are read with, `schemas/graphql-types.d.ts`, from `schema.graphql`:
 * fields are non-null where `@semanticNonNull` allows it, since an answer with any error is a failure to those who ask.
 *
 * `node .ci/schema-types.mjs [--check]`: only says whether the file is that of the schema.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const file = 'schemas/graphql-types.d.ts';
const bin = 'node_modules/.bin';

function write(output) {
  mkdirSync('schemas', { recursive: true });
  const options = { stdio: ['ignore', 'ignore', 'inherit'] };
  execFileSync(
    join(bin, 'semantic-to-strict'),
    ['-i', 'schema.graphql', '-o', 'schemas/strict-schema.graphql'],
    options,
  );
  execFileSync(join(bin, 'gql.tada'), ['generate-output', '-c', 'tsconfig.json', '-o', output], options);
}

if (process.argv.includes('--check')) {
  const folder = mkdtempSync(join(tmpdir(), 'schema-types-'));
  try {
    write(join(folder, 'types.d.ts'));
    if (readFileSync(join(folder, 'types.d.ts'), 'utf8') !== readFileSync(file, 'utf8')) {
      console.error(`${file} is not that of schema.graphql. Run npm run schema-types.`);
      process.exitCode = 1;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
} else {
  write(file);
}
