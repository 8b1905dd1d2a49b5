/** The part of a file that an AsciiDoc include asks for (https://docs.asciidoctor.org/asciidoc/latest/directives/include-tagged-regions/). */
import { pickedLines } from '../include/included-lines.js';

const MARK = /\b(tag|end)::(\S+?)\[\](?=$|\s|-->|\*\/)/;

/** `lines=1..3;7` or `tags=a;!b`; lines that only mark tags are left out in any case. */
export function chosenLines(lines: readonly string[], attributes: Readonly<Record<string, string>>): string[] {
  const { lines: ranges } = attributes;
  if (ranges !== undefined)
    return pickedLines(
      lines,
      ranges
        .replace(/\.\./g, '-')
        .replace(/;/g, ',')
        .replace(/-1\b(?=$|,)/, ''),
    );
  return taggedLines(lines, attributes['tags'] ?? attributes['tag'] ?? '**');
}

/** `*` are all tagged regions, `**` all lines but marks, `!` takes away; an inner region decides over the outer one. */
function taggedLines(lines: readonly string[], given: string): string[] {
  const names = given.split(/[;,]/).filter((name) => name !== '');
  const tags = new Map(names.map((name) => [name.replace(/^!/, ''), !name.startsWith('!')]));
  const [first] = tags.keys();
  const [all, anyTag] = [tags.get('**'), tags.get('*')];
  tags.delete('**');
  tags.delete('*');
  const outside = all ?? (anyTag === undefined ? ![...tags.values()].includes(true) : first === '*' && !anyTag);
  const otherTags = anyTag ?? (all === false && first !== undefined && tags.get(first) === false ? true : undefined);
  const open: { name: string; isTaken: boolean }[] = [];
  const isTaken = (): boolean => open.at(-1)?.isTaken ?? outside;
  return lines.filter((line) => {
    const [, mark, name = ''] = MARK.exec(line) ?? [];
    if (mark === undefined) return isTaken();
    if (mark === 'end') {
      const at = open.findLastIndex((region) => region.name === name);
      if (at >= 0) open.splice(at, 1);
      return false;
    }
    const named = tags.get(name) ?? (otherTags !== undefined && open.length > 0 && !isTaken() ? false : otherTags);
    if (named !== undefined) open.push({ name, isTaken: named });
    return false;
  });
}
