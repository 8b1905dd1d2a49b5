/**
 * Checks every GraphQL document that is written in the code against `schema.graphql`: documents of the program, the console, tests,
 * benchmarks and examples. Documents are read off the syntax: `${…}` is followed to the text behind it where that is a constant, and
 * is otherwise filled with what may stand there (a variable, a field, a piece of a string).
 *
 * A text that is meant to be refused says so in a GraphQL comment: `# refused`.
 *
 * `node .ci/check-operations.mjs [FILE…]`
 */
import { readFile } from 'node:fs/promises';
import { buildSchema } from 'graphql';
import { documentsIn } from './operations/documents-in.mjs';
import { faultsOf } from './operations/faults-of.mjs';
import { codeFiles } from './operations/code-files.mjs';

const schema = buildSchema(await readFile('schema.graphql', 'utf8'));
const everywhere = ['src', 'admin/src', 'test', 'bench', 'examples', 'README.md', 'docs'];
const asked = process.argv.slice(2);
const files = await codeFiles(asked.length > 0 ? asked : everywhere);
let checked = 0;
let faulty = 0;
for (const path of files) {
  for (const document of await documentsIn(path)) {
    checked += 1;
    const faults = faultsOf(schema, document);
    if (faults.length > 0) faulty += 1;
    for (const fault of faults) console.error(`${path}:${document.line}: ${fault}`);
  }
}
if (faulty > 0) {
  console.error(`${faulty} of ${checked} GraphQL documents do not fit schema.graphql.`);
  process.exitCode = 1;
} else {
  console.log(`${checked} GraphQL documents in ${files.length} files fit schema.graphql.`);
}
