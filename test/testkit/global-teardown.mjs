/** Removes the template that `global-setup.mjs` made. */
import { rm } from 'node:fs/promises';

export default async function removeTemplate() {
  const template = globalThis.mcdeweyTemplate;
  if (template !== undefined) await rm(template, { recursive: true, force: true });
}
