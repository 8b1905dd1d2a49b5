/** The fields above a Markdown answer. */
import { stringify } from 'yaml';

/** YAML front matter in the order given; undefined fields are left out. */
export function frontMatter(fields: Readonly<Record<string, string | number | readonly string[] | undefined>>): string {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  return `---\n${stringify(Object.fromEntries(present), { lineWidth: 0 })}---\n`;
}
