/**
 * Reports the licences of what an installation for use holds, and fails when one of them is not permissive. What only tests and builds
 * need is not passed on, and not looked at.
 *
 * `node .ci/check-licences.mjs [FOLDER]` of a package-lock.json and its node_modules.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const permissive = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'PSF-2.0',
  'Unlicense',
  'Zlib',
]);

/** SPDX expressions of the form that packages use: names joined by one operator, in brackets or not. */
function isPermissive(expression) {
  const text = expression.replace(/^\((.*)\)$/, '$1');
  if (text.includes(' OR ')) return text.split(' OR ').some(isPermissive);
  return text.split(' AND ').every((name) => permissive.has(name));
}

/** The lock file holds the modern form; older packages list licences in their own file. */
function licenceOf(root, path, { license }) {
  if (license !== undefined) return license;
  const file = join(root, path, 'package.json');
  const { licenses = [] } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  return licenses.map(({ type }) => type).join(' OR ') || 'none named';
}

const [root = '.'] = process.argv.slice(2);
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const found = new Map();
for (const [path, entry] of Object.entries(packages)) {
  if (!path.includes('node_modules/') || entry.link === true || entry.dev === true) continue;
  const licence = licenceOf(root, path, entry);
  found.set(licence, [...(found.get(licence) ?? []), path.slice(path.lastIndexOf('node_modules/') + 13)]);
}
for (const [licence, names] of [...found].sort(([, a], [, b]) => b.length - a.length)) {
  console.log(`${String(names.length).padStart(5)}  ${licence}`);
}
const refused = [...found].filter(([licence]) => !isPermissive(licence));
for (const [licence, names] of refused) console.error(`not permissive: ${licence}: ${names.join(', ')}`);
if (refused.length > 0) process.exitCode = 1;
