/**
 * Tells what clients of the API would break on: `schema.graphql` against the one that was committed before it. Each such change must
 * be named in docs/api.md, in the words that are printed here.
 */
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { buildSchema, findBreakingChanges, findDangerousChanges } from 'graphql';

const git = (...args) =>
  execFileSync('git', args, { encoding: 'utf8', maxBuffer: 1e8, stdio: ['ignore', 'pipe', 'ignore'] });

/** The schema before the last change of it; null where the history does not reach that far, as in a shallow clone. */
function schemaBefore(schema) {
  try {
    const committed = git('show', 'HEAD:schema.graphql');
    if (committed !== schema) return committed;
    const [last] = git('log', '-1', '--format=%H', '--', 'schema.graphql').split('\n');
    return git('show', `${last}^:schema.graphql`);
  } catch {
    return null;
  }
}

const schema = await readFile('schema.graphql', 'utf8');
const before = schemaBefore(schema);
if (before === null) {
  console.log('There is no earlier schema.graphql to compare with.');
} else {
  const [older, newer] = [buildSchema(before), buildSchema(schema)];
  const told = await readFile('docs/api.md', 'utf8');
  const untold = findBreakingChanges(older, newer).filter(({ description }) => !told.includes(description));
  for (const { description } of findDangerousChanges(older, newer)) console.log(`May surprise clients: ${description}`);
  if (untold.length > 0) {
    console.error('These changes break clients and docs/api.md does not tell of them:');
    for (const { description } of untold) console.error(`- ${description}`);
    process.exitCode = 1;
  }
}
