/** Puts the values of a site's own settings where its pages name them; what is not known stays and is counted. */
import { parseYaml } from '../../../bounded-yaml.js';
import { parse as parseToml } from 'smol-toml';
import { decodeText } from '../parts/decode.js';
import { splitFrontMatter, type FrontMatter } from '../parts/front-matter.js';
import { upwards } from '../include/include-paths.js';
import type { ReadContext } from '../read-context.js';
import { mapProse } from './prose.js';
import { mystSubstitutions } from '../rst/sphinx-settings.js';
import { moduleValues } from '../mdx/module-values.js';

export interface Substituted {
  readonly text: string;
  /** Names without a value, by how often. */
  readonly unknown: ReadonlyMap<string, number>;
}

/** `$[name]`, also with dots: a common Docusaurus plugin. */
const DOLLAR = /\$\[([A-Za-z][\w./-]*)\]/g;
/** `{{< param "name" >}}`. */
const PARAM = /\{\{[<%]\s*param\s+["'`]?([\w.-]+)["'`]?\s*[>%]\}\}/g;
/** `{{< name >}}` without anything else, alone or in text: a shortcode of the site whose template is a text. */
const BARE = /\{\{[<%]\s*([A-Za-z][\w-]*(?:\/[\w-]+)*)\s*\/?[>%]\}\}/g;
/** `{{ name }}`: MkDocs macros. */
const MACRO = /(?<![{\\$])\{\{\s*([A-Za-z_][\w]*(?:\.\w+)*)\s*\}\}(?!\})/g;

const HUGO_CONFIGS = ['hugo', 'config', 'config/_default/hugo', 'config/_default/config'].flatMap((name) =>
  ['toml', 'yaml'].map((ending) => `${name}.${ending}`),
);
const HUGO_PARAMS = ['toml', 'yaml'].map((ending) => `config/_default/params.${ending}`);

const JEKYLL_CONFIGS = ['_config.yml', '_config.yaml'];

/** The page that names the values. */
interface NamingPage {
  readonly frontMatter: FrontMatter;
  readonly context: ReadContext;
  /** Names of shortcodes that have a closing tag: they are no variables. */
  readonly paired: ReadonlySet<string>;
  /** True where braces are expressions and no macros. */
  readonly isMdx: boolean;
}

/** Settings are looked for above the file only when its text needs them. */
export async function withSiteVariables(
  text: string,
  { frontMatter, context, paired, isMdx }: NamingPage,
): Promise<Substituted> {
  const unknown = new Map<string, number>();
  const miss = (name: string): void => {
    unknown.set(name, (unknown.get(name) ?? 0) + 1);
  };
  const replaced = (whole: string, name: string, value: unknown): string => {
    const text = textOf(value);
    if (text === undefined) miss(name);
    return text ?? whole;
  };
  let result = text;
  if (result.includes('$[')) {
    const values = await docusaurusVariables(context);
    result = result.replace(DOLLAR, (whole, name: string) => replaced(whole, name, memberAt(values, name)));
  }
  if (/\{\{[<%]/.test(result)) {
    if (/\{\{[<%]\s*param\s/.test(result)) {
      const sources = [
        frontMatter,
        memberAt(frontMatter, 'params'),
        ...(await hugoCascades(context)),
        await hugoParams(context),
      ];
      result = result.replace(PARAM, (whole, name: string) =>
        replaced(
          whole,
          name,
          sources.map((values) => memberAt(values, name)).find((value) => value !== undefined),
        ),
      );
    }
    const names = new Set([...result.matchAll(BARE)].map(([, name = '']) => name).filter((name) => !paired.has(name)));
    const values = new Map<string, string | undefined>();
    for (const name of names) values.set(name, await shortcodeText(name, context));
    result = result.replace(BARE, (whole, name: string) =>
      paired.has(name) ? whole : replaced(whole, name, values.get(name)),
    );
  }
  if (!isMdx && /\{\{\s*[A-Za-z_]/.test(result)) {
    const extra = await mkdocsExtra(context);
    if (extra === undefined) {
      const values = (await jekyllValues(frontMatter, context)) ?? (await sphinxValues(frontMatter, context));
      if (values !== undefined)
        result = result.replace(MACRO, (whole, name: string) => textOf(memberAt(values, name)) ?? whole);
      mapProse(result, (prose) => countMacros(prose, miss));
    } else result = result.replace(MACRO, (whole, name: string) => replaced(whole, name, memberAt(extra, name)));
  }
  return { text: result, unknown };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

function countMacros(prose: string, miss: (name: string) => void): string {
  for (const [, name = ''] of prose.matchAll(MACRO)) miss(name);
  return prose;
}

/** `releases.0.components.calico/node`: keys may hold dots and slashes, so the longest that fits is taken. */
function memberAt(values: unknown, name: string): unknown {
  if (typeof values !== 'object' || values === null) return undefined;
  const record = values as Readonly<Record<string, unknown>>;
  if (Object.hasOwn(record, name)) return record[name];
  const lower = name.toLowerCase();
  if (lower !== name && Object.hasOwn(record, lower)) return record[lower];
  for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
    const key = name.slice(0, dot);
    if (Object.hasOwn(record, key)) return memberAt(record[key], name.slice(dot + 1));
  }
  return undefined;
}

async function docusaurusVariables(context: ReadContext): Promise<unknown> {
  const names = ['js', 'json', 'yml'].map((ending) => `variables.${ending}`);
  const file = await context.find(byFolder(context.path, names));
  if (file === undefined) return undefined;
  const text = decodeText(file.bytes, file.path).text;
  return /\.[cm]?js$/.test(file.path) ? moduleValues(text) : parsed(text, file.path);
}

async function hugoParams(context: ReadContext): Promise<unknown> {
  const params = await context.find(byFolder(context.path, HUGO_PARAMS));
  if (params !== undefined) return parsed(decodeText(params.bytes, params.path).text, params.path);
  const config = await context.find(byFolder(context.path, HUGO_CONFIGS));
  return config && memberAt(parsed(decodeText(config.bytes, config.path).text, config.path), 'params');
}

/** What the sections above a page hand down to it, the nearest first. */
async function hugoCascades(context: ReadContext): Promise<unknown[]> {
  const values: unknown[] = [];
  for (const path of upwards(context.path, '_index.md')) {
    const file = await context.find([path]);
    const cascade = file && splitFrontMatter(decodeText(file.bytes, file.path).text).frontMatter['cascade'];
    for (const part of Array.isArray(cascade) ? (cascade as unknown[]) : [cascade]) {
      values.push(part, memberAt(part, 'params'));
    }
  }
  return values;
}

/** Undefined when there is no MkDocs site, or one without macros: then `{{ x }}` is a template that the page shows. */
async function mkdocsExtra(context: ReadContext): Promise<unknown> {
  const file = await context.find(byFolder(context.path, ['mkdocs.yml', 'mkdocs.yaml']));
  if (file === undefined) return undefined;
  const text = decodeText(file.bytes, file.path).text;
  if (!/^[ \t]*-?[ \t]*["']?(?:macros|markdownextradata)\b/m.test(text)) return undefined;
  return memberAt(parsed(text, file.path), 'extra') ?? {};
}

/** Jekyll shows its pages' front matter only with settings above them, but a page with a layout is Jekyll's without them. */
export async function isJekyll(frontMatter: FrontMatter, context: ReadContext): Promise<boolean> {
  return 'layout' in frontMatter || (await context.nearest(JEKYLL_CONFIGS)) !== undefined;
}

/** `site.name` from the settings and `page.name` from the front matter. */
async function jekyllValues(frontMatter: FrontMatter, context: ReadContext): Promise<unknown> {
  const file = await context.find(byFolder(context.path, JEKYLL_CONFIGS));
  return file && { site: parsed(decodeText(file.bytes, file.path).text, file.path), page: frontMatter };
}

/** The page's own substitutions count more than the site's. */
async function sphinxValues(frontMatter: FrontMatter, context: ReadContext): Promise<unknown> {
  const own = memberAt(frontMatter, 'myst.substitutions') ?? memberAt(frontMatter, 'substitutions');
  const site = await mystSubstitutions(context);
  return { ...site, ...(typeof own === 'object' ? own : {}) };
}

/** A shortcode whose template is a text, without any template in it, stands for that text. */
async function shortcodeText(name: string, context: ReadContext): Promise<string | undefined> {
  const names = [`layouts/shortcodes/${name}.html`, `layouts/_shortcodes/${name}.html`];
  const file = await context.find(byFolder(context.path, names));
  const text = file && decodeText(file.bytes, file.path).text.trim();
  return text === undefined || text.length > 500 || /[{}<\n]/.test(text) ? undefined : text;
}

/** All names in the nearest folder first. */
function byFolder(path: string, names: readonly string[]): string[] {
  const columns = names.map((name) => upwards(path, name));
  return (columns[0] ?? []).flatMap((_, at) => columns.map((column) => column[at] ?? ''));
}

/** Tags such as `!!python/name` of MkDocs settings are not known and do not matter. */
function parsed(text: string, path: string): unknown {
  try {
    return path.endsWith('.toml') ? parseToml(text) : parseYaml(text, { logLevel: 'silent', maxAliasCount: 100 });
  } catch {
    return undefined;
  }
}
