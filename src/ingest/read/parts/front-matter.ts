/** YAML between `---` lines, or TOML between `+++` lines, at the head of a file. */
import { parse as parseToml } from 'smol-toml';
import { parseYaml } from '../../../bounded-yaml.js';

export type FrontMatter = Readonly<Record<string, unknown>>;

export interface SplitFrontMatter {
  readonly frontMatter: FrontMatter;
  /** The rest; all of the text when there is no front matter or it is broken. */
  readonly body: string;
  readonly warning?: string;
}

/** Broken front matter is kept as text, as a code block, so that its words can still be found. */
export function splitFrontMatter(text: string): SplitFrontMatter {
  const toml = /^\+\+\+[ \t]*\n([\s\S]*?)(?<=\n)\+\+\+[ \t]*(?:\n|$)/.exec(text);
  if (toml?.[1] !== undefined) return splitToml(toml[1], text.slice(toml[0].length));
  const block = /^---[ \t]*\n([\s\S]*?)(?<=\n)(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(text);
  if (block?.[1] === undefined) return { frontMatter: {}, body: text };
  const yaml = block[1];
  const body = text.slice(block[0].length);
  if (yaml.trim() === '') return { frontMatter: {}, body };
  const parsed = parsedYaml(yaml);
  if (isRecord(parsed.value)) return { frontMatter: parsed.value, body };
  const looksLikeFields = /^[\w .-]+:(\s|$)/m.test(yaml);
  if (!looksLikeFields) return { frontMatter: {}, body: text };
  return {
    frontMatter: simpleFields(yaml),
    body: `\`\`\`yaml\n${yaml}\n\`\`\`\n\n${body}`,
    warning: `the front matter is not valid YAML and was kept as text: ${parsed.problem ?? 'not a mapping'}`,
  };
}

function splitToml(toml: string, body: string): SplitFrontMatter {
  try {
    return { frontMatter: parseToml(toml), body };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      frontMatter: {},
      body: `\`\`\`toml\n${toml}\n\`\`\`\n\n${body}`,
      warning: `the front matter is not valid TOML and was kept as text: ${message.split('\n')[0] ?? message}`,
    };
  }
}

/** Lines that can't be read otherwise: one fault must not cost the title. */
function simpleFields(yaml: string): FrontMatter {
  const fields = [...yaml.matchAll(/^([A-Za-z][\w-]{0,60}):[ \t]+(\S.*)$/gm)];
  return Object.fromEntries(
    fields.map(([, name = '', value = '']) => [name, value.trim().replace(/^(["'])(.*)\1$/, '$2')]),
  );
}

function parsedYaml(yaml: string): { value?: unknown; problem?: string } {
  try {
    return { value: parseYaml(yaml, { logLevel: 'error', maxAliasCount: 100 }) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { problem: message.split('\n')[0] ?? message };
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first of the named fields that is a text with something in it. */
export function textField(frontMatter: FrontMatter, ...names: string[]): string | undefined {
  for (const name of names) {
    const value = frontMatter[name];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    if (typeof value === 'number') return String(value);
  }
  return undefined;
}
