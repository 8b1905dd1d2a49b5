/** Code as it is printed: the text of `<pre>`, its language, without line numbers. */
import type { Element, Nodes } from 'hast';
import { attribute, classesOf, findElement, hasClass } from './elements.js';

export interface Listing {
  readonly code: string;
  readonly language?: string;
}

const LANGUAGE_CLASS =
  /^(?:language|lang|highlight-source|highlight|brush:|sourceCode|prettyprint lang|code|syntax)[-:_ ]([\w+#.-]{1,20})$/i;
const NO_LANGUAGE = new Set([
  'default',
  'none',
  'text',
  'notranslate',
  'plain',
  'plaintext',
  'txt',
  'block',
  'literal',
  'nohighlight',
]);
const AFTER_SOURCE_CODE = /^[a-z][\w+#-]{0,19}$/i;

/** @param around the elements that enclose it, the nearest first: generators put the language there. */
export function listingOf(pre: Element, around: readonly Element[] = []): Listing {
  const code = verbatim(pre)
    .replace(/\r\n?/g, '\n')
    .replace(/^(?:[ \t]*\n)+|\s+$/g, '');
  const inner = findElement(pre, ({ tagName }) => tagName === 'code');
  for (const element of [...(inner === undefined ? [] : [inner]), pre, ...around]) {
    const language = languageOf(element);
    if (language !== undefined) return { code, language };
  }
  return { code };
}

function languageOf(element: Element): string | undefined {
  const said = attribute(element, 'dataLang') ?? attribute(element, 'dataLanguage');
  const classes = classesOf(element);
  const named = classes.map((name) => LANGUAGE_CLASS.exec(name)?.[1]).find((name) => name !== undefined);
  const beside = classes.includes('sourceCode') ? classes.find((name) => name !== 'sourceCode') : undefined;
  const language = (said ?? named ?? (beside !== undefined && AFTER_SOURCE_CODE.test(beside) ? beside : ''))
    .toLowerCase()
    .replace(/[^\w+#.-]/g, '');
  return language === '' || NO_LANGUAGE.has(language) ? undefined : language;
}

function verbatim(node: Nodes): string {
  if (node.type === 'text') return node.value;
  if (node.type !== 'element') return '';
  if (node.tagName === 'br') return '\n';
  const text = node.children.map(verbatim).join('');
  const isLine = node.tagName === 'div' || node.tagName === 'p' || node.tagName === 'li';
  return isLine && text !== '' && !text.endsWith('\n') ? `${text}\n` : text;
}

/** The code of a table that only puts line numbers beside it; undefined for other tables. */
export function numberedListing(table: Element): Element | undefined {
  if (!hasClass(table, 'highlighttable', 'lntable', 'rouge-table', 'linenotable', 'codehilitetable', 'hljs-ln'))
    return undefined;
  const pres: Element[] = [];
  const visit = (parent: Element): void => {
    for (const child of parent.children) {
      if (child.type !== 'element') continue;
      if (child.tagName === 'pre') pres.push(child);
      else visit(child);
    }
  };
  visit(table);
  return pres.find((pre) => /[^\d\s]/.test(verbatim(pre)));
}
