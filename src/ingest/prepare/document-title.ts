/** A document's title: what the source says, else the title of the file that introduces it, else its folder's name. */
import type { PlannedDocument } from '../source/plan.js';

/** Stems of files that introduce their folder. */
const introductions = ['index', '_index', 'readme', 'overview', 'introduction'];

export function documentTitle(
  document: PlannedDocument,
  files: readonly { readonly stem: string; readonly title: string }[],
): string {
  const [only, ...others] = files;
  if (only !== undefined && others.length === 0) return only.title;
  if (document.titleHint !== undefined) return document.titleHint;
  const introduction = files.find(({ stem }) => introductions.includes(stem.toLowerCase()) || stem === document.slug);
  return introduction?.title ?? document.slug;
}
