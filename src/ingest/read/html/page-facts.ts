/** What a page says about itself: title, language, dates, generator. */
import type { Element, Root } from 'hast';
import { attribute, findElement, outermost, plainText } from './elements.js';

export interface PageFacts {
  /** Of `<title>`, as it stands. */
  readonly title?: string;
  readonly siteName?: string;
  /** BCP 47. */
  readonly language?: string;
  /** `<meta name>` and the address that the page calls its own, as front matter has them. */
  readonly meta: Readonly<Record<string, string>>;
}

const KEPT_META =
  /^(?:description|keywords|author|generator|date|version|product|release|last-modified|revised|docbuild:last-update|article:(?:published|modified)_time|og:site_name|dc(?:terms)?\.[\w.]{2,30})$/i;

/** @param root before anything was removed. */
export function pageFacts(root: Root): PageFacts {
  const head = findElement(root, ({ tagName }) => tagName === 'head');
  const html = findElement(root, ({ tagName }) => tagName === 'html');
  const title = findElement(head ?? root, ({ tagName }) => tagName === 'title');
  const meta = new Map<string, string>();
  let contentLanguage: string | undefined;
  for (const element of head === undefined
    ? []
    : outermost(head, ({ tagName }) => tagName === 'meta' || tagName === 'link')) {
    const content = (attribute(element, 'content') ?? '').replace(/\s+/g, ' ').trim();
    const name = attribute(element, 'name') ?? attribute(element, 'property') ?? '';
    if (isCanonical(element)) meta.set('canonical', attribute(element, 'href') ?? '');
    if (content === '') continue;
    if (KEPT_META.test(name)) meta.set(name.toLowerCase(), content.slice(0, 500));
    if ((attribute(element, 'httpEquiv') ?? '').toLowerCase() === 'content-language') contentLanguage = content;
  }
  const language = languageTag((html && (attribute(html, 'lang') ?? attribute(html, 'xmlLang'))) ?? contentLanguage);
  const said = title === undefined ? '' : plainText(title);
  const siteName = meta.get('og:site_name');
  return {
    ...(said !== '' && { title: said }),
    ...(siteName !== undefined && { siteName }),
    ...(language !== undefined && { language }),
    meta: Object.fromEntries(meta),
  };
}

function isCanonical(element: Element): boolean {
  return element.tagName === 'link' && (attribute(element, 'rel') ?? '').split(' ').includes('canonical');
}

/** `en_US` → `en-US`; undefined for what is no language. */
export function languageTag(said: string | undefined): string | undefined {
  if (said === undefined) return undefined;
  try {
    return Intl.getCanonicalLocales(said.trim().replace(/_/g, '-'))[0];
  } catch {
    return undefined;
  }
}

/** What separates a page's name from its site's: ` — `, ` | `, ` · `. A hyphen does too, but titles contain it as well. */
const SEPARATOR = /\s+(?:[—–|·»]|::)\s+/;
const SITE = /\b(?:docs?|documentation|manual|help|wiki|knowledge base)\b/i;

/** `Page — Product 1.2 documentation` → `Page`. */
export function pageName(title: string, siteName: string | undefined): string {
  const [first = title] = title.split(SEPARATOR);
  const name = first.trim().length > 1 ? first.trim() : title;
  const parts = name.split(/\s+-\s+/);
  const last = parts.at(-1) ?? '';
  return parts.length > 1 && (last === siteName || SITE.test(last)) ? parts.slice(0, -1).join(' - ') : name;
}
