/**
 * Says whether `schemas/graphql-types.d.ts`, the types that documents of the program and the console are read with, is that of
 * `schema.graphql`. It is afterwards: `npm run schema-types` has written it.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const file = 'schemas/graphql-types.d.ts';
const before = readFileSync(file, 'utf8');
execFileSync('npm', ['run', '--silent', 'schema-types'], { stdio: ['ignore', 'ignore', 'inherit'] });
if (readFileSync(file, 'utf8') !== before) {
  console.error(`${file} was not that of schema.graphql; it is now. Commit it.`);
  process.exitCode = 1;
}
