/** What sort of document something is, as far as its name tells. */

import { DOCUMENT_KINDS, type DocumentKind } from '../../store/entities/document-kind.js';

/** In order: the first that fits wins, so the narrow ones stand before the wide ones. */
const SIGNS: readonly (readonly [RegExp, DocumentKind])[] = [
  [/(^|[-_. /])(release[-_ ]?notes?|changelog|change[-_ ]log|whats[-_ ]new|releases)($|[-_. /])/, 'RELEASE_NOTES'],
  // A history of commands or the news of a protocol are none: these words say so by themselves, or with what they are of.
  [
    /(^|[./])((doc|document|version|revision|release|change|update)[-_ ])?(history|news|changes)($|[./])/,
    'RELEASE_NOTES',
  ],
  [/(^|[./])((breaking|notable|incompatible|api)[-_ ])?changes[-_ ](in|since|from|between|for)[-_ ]/, 'RELEASE_NOTES'],
  [/(^|[-_. /])(breaking|notable|incompatible)[-_ ]changes($|[-_. /])/, 'RELEASE_NOTES'],
  [/troubleshoot|known[-_ ]issues|(^|[-_. /])faq($|[-_. /])/, 'TROUBLESHOOTING'],
  [/(^|[-_. /])(cli|command[-_ ](line|reference)|commands|cmdlets?|man[-_ ]?pages?)($|[-_. /])/, 'CLI_REFERENCE'],
  [/(^|[-_. /])(api|apis|rest[-_ ]api|openapi|jtapi|axl)($|[-_. /])/, 'API_REFERENCE'],
  [
    /(^|[-_. /])(install|installing|installation|getting[-_ ]started|quick[-_ ]?start|deploy|deployment|upgrade|upgrading|setup)($|[-_. /])/,
    'INSTALLATION',
  ],
  [/(^|[-_. /])(developers?|dev[-_ ]guide|sdk|programming|programmers?|contributing)($|[-_. /])/, 'DEVELOPER_GUIDE'],
  [/(^|[-_. /])(admin|administration|administrators?|operations?)($|[-_. /])/, 'ADMIN_GUIDE'],
  [/(^|[-_. /])(guides?|tutorials?|readme|manual|handbook|how[-_ ]?tos?)($|[-_. /])/, 'GUIDE'],
];

/** The kind that a document's path or title suggests; undefined when it says nothing. */
export function kindFromName(name: string): DocumentKind | undefined {
  const lower = name.toLowerCase();
  return SIGNS.find(([sign]) => sign.test(lower))?.[1];
}

/** Reads what people write into manifests and front matter: `release-notes`, `Admin Guide`, `API_REFERENCE`. */
export function parseKind(text: string): DocumentKind | undefined {
  const wanted = text
    .trim()
    .toUpperCase()
    .replace(/[-\s]+/g, '_');
  return DOCUMENT_KINDS.find((kind) => kind === wanted);
}
