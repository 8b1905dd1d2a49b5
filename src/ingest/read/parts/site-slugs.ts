/** How generators make anchors from headings. */
import { slug as githubSlug } from 'github-slugger';
import { docutilsId } from './docutils-id.js';
import { isMyst } from '../markdown/myst-marks.js';
import type { ReadContext } from '../read-context.js';

export interface HeadingSlugs {
  slug(heading: string): string;
  /** Stands between a slug that is taken and its number. */
  readonly joiner: string;
}

/** GitHub, Docusaurus and Hugo. */
export const githubSlugs: HeadingSlugs = { slug: (heading) => githubSlug(heading), joiner: '-' };

/** Python-Markdown's table of contents, which MkDocs uses: ASCII only, runs of blanks and hyphens are one hyphen. */
export const pythonMarkdownSlugs: HeadingSlugs = {
  slug: (heading) =>
    heading
      .normalize('NFKD')
      .replace(/[^\p{ASCII}]/gu, '')
      .replace(/[^\w\s-]/g, '')
      .trim()
      .toLowerCase()
      .replace(/[-\s]+/g, '-'),
  joiner: '_',
};

/** docutils, which Sphinx makes ids with. */
export const sphinxSlugs: HeadingSlugs = { slug: docutilsId, joiner: '-' };

/** What only MkDocs understands: indented call-outs and tabs, `///` blocks, snippets, `{: #id }`. */
const MKDOCS =
  /^[ \t]*(?:!!![ \t]+[a-z]|\?\?\?\+?[ \t]+[a-z]|===[+!]?[ \t]+["']|\/\/\/[ \t]*[a-z]+|-{1,}8<-{1,}[ \t])|\{:[ \t]*[#.]/m;

/** MDX is Docusaurus; Markdown is what its text or the settings above it show it to be, else GitHub's. */
export async function slugsOf(isMdx: boolean, text: string, context: ReadContext): Promise<HeadingSlugs> {
  if (isMdx) return githubSlugs;
  if (MKDOCS.test(text)) return pythonMarkdownSlugs;
  if (isMyst(text)) return sphinxSlugs;
  const settings = await context.nearest(['mkdocs.yml', 'mkdocs.yaml', 'conf.py']);
  if (settings === undefined) return githubSlugs;
  return settings.endsWith('.py') ? sphinxSlugs : pythonMarkdownSlugs;
}
