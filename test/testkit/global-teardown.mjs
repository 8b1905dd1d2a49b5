/** Removes the template that `global-setup.mjs` made. */
import { rm } from 'node:fs/promises';

export default async function removeTemplate() {
  const template = process.env['MCDEWEY_TEST_TEMPLATE'];
  if (template !== undefined) await rm(template, { recursive: true, force: true });
}
