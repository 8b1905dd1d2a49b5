/** The files that may hold GraphQL documents. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const code = /\.(?:[cm]?[jt]sx?|graphql|md)$/;
const generated = /\.d\.ts$|(?:^|\/)(?:dist|node_modules)\//;

/** Paths below `roots`, or the roots that are files themselves; a root that is not there has none. */
export async function codeFiles(roots) {
  const paths = [];
  for (const root of roots) {
    if (code.test(root)) {
      paths.push(root);
      continue;
    }
    const entries = await readdir(root, { recursive: true });
    paths.push(...entries.map((name) => join(root, name)));
  }
  return paths.filter((path) => code.test(path) && !generated.test(path) && !path.endsWith('schema.graphql')).sort();
}
