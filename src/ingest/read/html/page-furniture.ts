/** What stands on a page but is no part of its text: scripts, navigation, buttons, invitations to edit. */
import type { Element } from 'hast';
import { attribute, classesOf, isElement, plainText, type Parent } from './elements.js';
import { createTextShares, linkRatio } from './text-share.js';

function setOf(names: string): ReadonlySet<string> {
  return new Set(names.split(/\s+/));
}

const NEVER_TEXT = setOf(
  'script style template noscript iframe frame frameset object embed applet canvas svg audio video map area link meta base title ' +
    'param source track dialog button select textarea option datalist progress meter',
);
const FURNITURE_ROLES = setOf('navigation banner contentinfo search menu menubar toolbar dialog alertdialog');

/** Classes and ids of the generators' furniture, as whole names. */
const FURNITURE = setOf(
  'headerlink header-anchor heading-anchor anchor-link anchorjs-link hash-link permalink viewcode-link viewcode-back ' +
    'md-content__button md-source-file md-footer md-skip md-top md-header md-sidebar md-tabs md-search md-feedback ' +
    'edit-this-page theme-edit-this-page edit-page-link edit-link editlink edit-on-github last-updated theme-last-updated lastUpdated ' +
    'theme-doc-footer theme-doc-breadcrumbs theme-doc-toc-mobile theme-doc-toc-desktop theme-doc-version-banner tocMobile tableOfContents ' +
    'breadcrumb breadcrumbs breadcrumbsContainer wy-breadcrumbs wy-nav-side wy-nav-top rst-breadcrumbs-buttons rst-footer-buttons rst-versions ' +
    'pagination pagination-nav pager page-nav prev-next prev-next-area prev-next-footer navheader navfooter nav-footer sphinxsidebar ' +
    'bd-header bd-sidebar bd-sidebar-primary bd-sidebar-secondary bd-footer sidebar-drawer toc-drawer related-pages ' +
    'skip-link skip-to-content skip-to-main skiplink sr-only visually-hidden screen-reader-text ' +
    'copybtn copy-button copy-btn btn-clipboard btn-copy clipboard-copy codecopybutton buttonGroup ' +
    'linenos lineno linenodiv gutter line-numbers-rows ' +
    'feedback page-feedback docs-feedback was-helpful rating cookie-banner cookie-consent site-footer page-footer site-header MathJax_Preview MJX_Assistive_MathML',
);

/** These are furniture when they consist of links: some themes give the same names to text. */
const FURNITURE_IF_LINKS = setOf(
  'toc table-of-contents contents toctree-wrapper minitoc mini-toc page-toc on-this-page local-toc sidebar side-bar sidenav menu nav navbar ' +
    'navigation nav-links related related-links links header footer topnav bottomnav toolbar sitemap navpath summary tabs',
);

const FURNITURE_LINK =
  /^(?:edit(?: this page| on git(?:hub|lab)| page)?|view (?:page )?source|improve this (?:page|doc)|suggest (?:an )?edits?|back to top|top|report an? (?:issue|bug)|permalink|[¶#§\u{1f517}\uf0c1]|\[source\])$/iu;

const HIDDEN_STYLE = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b/i;

/** Removes what nobody sees: scripts, comments, hidden elements (not hidden tabs), controls. Works in place. */
export function removeUnseen(parent: Parent): void {
  removeIf(parent, isUnseen);
}

/**
 * Removes furniture. Works in place.
 * @param options `links: true` keeps lists of links, for pages that are nothing else.
 */
export function removeFurniture(parent: Parent, { links = false } = {}): void {
  const shareOf = createTextShares();
  const linked: LinkCheck = (element, least) => {
    const share = shareOf(element);
    return !links && share.links > 1 && linkRatio(share) > least;
  };
  removeIf(parent, (element) => isFurniture(element, linked));
}

/** True when at least this share of the element's text is the text of two or more links. */
type LinkCheck = (element: Element, least: number) => boolean;

function removeIf(parent: Parent, isUnwanted: (element: Element) => boolean): void {
  const kept = parent.children.filter(
    (child) => child.type === 'text' || (child.type === 'element' && !isUnwanted(child)),
  );
  // A parent's kinds of children are those that it had.
  parent.children = kept;
  for (const child of parent.children) if (child.type === 'element') removeIf(child, isUnwanted);
}

function isUnseen(element: Element): boolean {
  if (NEVER_TEXT.has(element.tagName)) return !(element.tagName === 'button' && attribute(element, 'role') === 'tab');
  if (element.tagName === 'input') return attribute(element, 'type') !== 'checkbox';
  const isTab = ['tabpanel', 'tab'].includes(attribute(element, 'role') ?? '');
  if (isTab) return false;
  const hidden = attribute(element, 'hidden');
  return (
    (hidden !== undefined && hidden !== 'until-found') ||
    attribute(element, 'ariaHidden') === 'true' ||
    HIDDEN_STYLE.test(attribute(element, 'style') ?? '')
  );
}

function isFurniture(element: Element, linked: LinkCheck): boolean {
  const { tagName } = element;
  if (tagName === 'main' || tagName === 'body') return false;
  if (tagName === 'nav' || tagName === 'footer') return true;
  if (FURNITURE_ROLES.has(attribute(element, 'role') ?? '')) return true;
  const names = [...classesOf(element), attribute(element, 'id') ?? ''];
  if (names.some((name) => FURNITURE.has(name))) return true;
  if (tagName === 'header' || tagName === 'aside') return linked(element, 0.5) && !holdsHeading(element);
  if (names.some((name) => FURNITURE_IF_LINKS.has(name)) && linked(element, 0.8)) return true;
  return tagName === 'a' && isFurnitureLink(element);
}

/** The page's own heading often stands in a `<header>`; a site's header has none. */
function holdsHeading(element: Element): boolean {
  return element.children.some((child) => isElement(child) && (child.tagName === 'h1' || holdsHeading(child)));
}

function isFurnitureLink(link: Element): boolean {
  const rel = (attribute(link, 'rel') ?? '').split(' ');
  if (rel.includes('prev') || rel.includes('next')) return true;
  return FURNITURE_LINK.test(plainText(link).slice(0, 60));
}
