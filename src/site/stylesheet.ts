/** The one stylesheet, kept as text so that the build ships it; its address changes with its content. */
import { createHash } from 'node:crypto';
import { compareStyle } from './compare-style.js';
import { coverageStyle } from './coverage-style.js';
import { darkColours, lightColours, typefaces } from './tokens.js';

export const stylesheet = `
:root {
  color-scheme: light dark;${lightColours}${typefaces}
}
@media (prefers-color-scheme: dark) {
  :root {${darkColours}
  }
}
* { box-sizing: border-box; }
html { font-size: 106.25%; -webkit-text-size-adjust: 100%; scroll-padding-top: 1.5rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.6 var(--sans); }
main { max-width: 46rem; margin: 0 auto; padding: 1rem 1.25rem 4rem; }
main:has(.reading) { max-width: 74rem; }
main:focus { outline: none; }
h1, h2, h3, h4, h5, h6 { font-family: var(--serif); font-weight: 600; line-height: 1.25; margin: 2em 0 .5em; text-wrap: balance; overflow-wrap: anywhere; }
h1 { font-size: 2.1rem; letter-spacing: -.012em; margin: .15em 0 .35em; }
h2 { font-size: 1.4rem; } h3 { font-size: 1.18rem; } h4 { font-size: 1.05rem; } h5, h6 { font-size: 1rem; font-style: italic; }
p { margin: 0 0 1em; }
a { color: var(--accent); text-decoration-color: color-mix(in srgb, currentColor 35%, transparent); text-decoration-thickness: 1px; text-underline-offset: .18em; }
a:hover { text-decoration-color: currentColor; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
small { font-size: .82em; color: var(--soft); }
mark { background: var(--mark); color: inherit; border-radius: 2px; padding: 0 .1em; }
code, pre, kbd { font-family: var(--mono); font-size: .86em; }
pre { background: var(--tint); border: 1px solid var(--line); border-radius: 6px; padding: .9em 1.1em; overflow-x: auto; line-height: 1.5; tab-size: 4; }
pre code { font-size: 1em; background: none; padding: 0; }
.hidden, .sr-only { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 1rem; top: -4rem; background: var(--sheet); padding: .5rem 1rem; border: 1px solid var(--line); border-radius: 0 0 6px 6px; z-index: 2; }
.skip:focus { top: 0; }

header.site { display: flex; align-items: center; gap: 1.5rem; max-width: 74rem; margin: 0 auto; padding: 1.1rem 1.25rem; }
.brand { font: 600 1.15rem/1 var(--serif); color: var(--ink); text-decoration: none; letter-spacing: .01em; }
.brand:hover { color: var(--accent); }
.quick { flex: 1; max-width: 22rem; margin-left: auto; }
.quick input { width: 100%; }
footer.site { max-width: 74rem; margin: 0 auto; padding: 1.5rem 1.25rem 2.5rem; color: var(--soft); font-size: .82rem; border-top: 1px solid var(--line); }

input, select, textarea, button { font: inherit; color: inherit; background: var(--sheet); border: 1px solid var(--line); border-radius: 6px; padding: .45rem .7rem; max-width: 100%; }
input:not([type=checkbox], [type=radio]), select, textarea { border-color: color-mix(in srgb, var(--soft) 55%, var(--line)); }
input::placeholder { color: var(--soft); opacity: .85; }
button { background: var(--accent); border-color: var(--accent); color: var(--paper); padding-inline: 1.2rem; cursor: pointer; }
button:hover { filter: brightness(1.08); }
form.search { display: grid; grid-template-columns: 1fr auto; gap: .6rem; margin: 1rem 0 1.75rem; }
form.account, div.account { display: grid; gap: 1rem; max-width: 26rem; margin: 2rem auto; }
form.account label { display: grid; gap: .3rem; font-size: .95rem; }
form.account .hint { color: var(--soft); font-size: .86rem; }
form.account button { justify-self: start; }
details.feedback { margin: 2.5rem 0 0; font-size: .92rem; } details.feedback summary { color: var(--soft); cursor: pointer; width: fit-content; }
form.feedback { display: grid; gap: .6rem; max-width: 34rem; margin: 1rem 0; } form.feedback button { justify-self: start; }
form.feedback textarea { width: 100%; resize: vertical; } form.feedback .hint { color: var(--soft); font-size: .86rem; margin: 0; }
form.search .words input { width: 100%; padding: .7rem .95rem; font-size: 1.08rem; }
form.search .filters { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; font-size: .86rem; color: var(--soft); }
form.search .filters :is(input, select) { padding: .25rem .5rem; color: var(--ink); max-width: 16rem; }

.intro { margin-top: 2.5rem; } .intro p { color: var(--soft); font-size: 1.05rem; margin-bottom: 1.5rem; }
.where { margin: 0; font-size: .82rem; color: var(--soft); letter-spacing: .005em; }
.where span { opacity: .55; padding: 0 .15em; } .where strong { color: var(--ink); font-weight: 600; }
.where a { color: inherit; }
.path { color: var(--soft); font-size: .88rem; margin-bottom: .6em; }
.notice, .progress, .state { background: var(--warn); border: 1px solid var(--warn-line); border-radius: 6px; padding: .7rem 1rem; font-size: .92rem; margin: 0 0 1.25rem; }
.progress { background: var(--accent-soft); border-color: transparent; }
.progress progress { display: block; width: 100%; height: .4rem; margin-top: .5rem; accent-color: var(--accent); }
.state h2 { font-size: 1.15rem; margin: .2em 0 .4em; } .state p:last-child { margin: 0; }

.nearest { border-top: 1px solid var(--line); padding-top: 1.25rem !important; }
.hits { list-style: none; margin: 0; padding: 0; }
.hit { padding: 1.35rem 0 1.2rem; border-top: 1px solid var(--line); }
.hit h2 { font-size: 1.25rem; margin: .15em 0 .2em; } .hit h2 a { text-decoration: none; color: var(--ink); }
.hit h2 a:hover { color: var(--accent); text-decoration: underline; text-decoration-thickness: 1px; }
.correction { margin: 0 0 1em; font-size: 1.05em; }
.hit .excerpt { margin: .3em 0 .5em; overflow-wrap: anywhere; }
.hit .foot { display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; margin: 0; font-size: .85rem; color: var(--soft); }
.more { margin: 1.5rem 0; }

.shelves { margin-top: 2.5rem; }
.vendor { border-top: 1px solid var(--line); padding: .9rem 0 .4rem; display: grid; grid-template-columns: 11rem 1fr; gap: 0 1.5rem; }
.vendor h3 { margin: 0; font-size: 1.05rem; } .vendor > :not(h3) { grid-column: 2; }
.vendor ul { list-style: none; margin: 0; padding: 0; } .vendor > ul > li { margin-bottom: .7rem; }
.product { color: var(--ink); font-weight: 600; text-decoration: none; } .product:hover { color: var(--accent); text-decoration: underline; }
ul.versions { list-style: none; padding: 0; margin: 0; display: flex; flex-wrap: wrap; gap: .1rem 1.2rem; font-size: .9rem; }
ul.versions [aria-current] { color: var(--ink); font-weight: 600; text-decoration: none; border-bottom: 2px solid var(--accent); }
.documents { list-style: none; padding: 0; } .documents li { padding: .45rem 0; border-top: 1px solid var(--line); }
.connect { margin-top: 3rem; padding-top: .5rem; border-top: 1px solid var(--line); font-size: .95rem; }
.connect h2 { margin-top: 1em; }

.chunk > header { margin: 1rem 0 1.5rem; }
.actions { margin: 1rem 0 0; }
.button { display: inline-block; padding: .4rem .95rem; border: 1px solid var(--accent); border-radius: 6px; text-decoration: none; font-size: .92rem; }
.button:hover { background: var(--accent-soft); }
.record { margin: 0 0 1.8rem; padding: 1rem 1.2rem; background: var(--tint); border-radius: 8px; }
.record dl { margin: 0; font-size: .9rem; } .record dl > div { display: grid; grid-template-columns: 8rem 1fr; gap: .2rem 1rem; padding: .14rem 0; }
.record dt { color: var(--soft); } .record dd { margin: 0; overflow-wrap: anywhere; } .record code { font-size: .92em; }
.text { font-family: var(--serif); font-size: 1.09rem; line-height: 1.66; overflow-wrap: break-word; }
.text > :first-child { margin-top: 0; } .text > :last-child { margin-bottom: 0; }
.text :is(h2, h3, h4, h5, h6) { margin: 1.6em 0 .4em; }
.text code { background: var(--tint); padding: .08em .32em; border-radius: 3px; font-size: .82em; overflow-wrap: anywhere; } .text pre code { background: none; padding: 0; font-size: 1em; overflow-wrap: normal; }
.text pre { font-size: .8rem; } .text pre code { font-size: .98em; }
.text :is(ul, ol) { padding-left: 1.5em; } .text li { margin: .25em 0; }
.text blockquote { margin: 1em 0; padding: .1em 1.1em; border-left: 3px solid var(--accent); color: var(--soft); }
.text .image { font-style: italic; color: var(--soft); }
.text li:has(> input[type=checkbox]) { list-style: none; }
.table { overflow-x: auto; margin: 1.2em 0; }
table { border-collapse: collapse; font: .9rem/1.5 var(--sans); min-width: 50%; }
th, td { border-bottom: 1px solid var(--line); padding: .45em .8em; text-align: left; vertical-align: top; } th { border-bottom: 2px solid var(--line); font-weight: 600; }
.turn { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: 1rem; }
.turn a { text-decoration: none; display: block; color: var(--ink); } .turn a:hover span { text-decoration: underline; text-underline-offset: .18em; } .turn small { display: block; } .turn .next { text-align: right; }

header.document { padding-bottom: 1rem; border-bottom: 1px solid var(--line); margin-bottom: 1.5rem; }
.reading { display: grid; grid-template-columns: 17rem minmax(0, 44rem); gap: 3rem; align-items: start; }
.reading:not(:has(.contents)) { grid-template-columns: minmax(0, 44rem); }
.contents { position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow-y: auto; font-size: .86rem; padding-right: .5rem; }
.contents summary { cursor: pointer; color: var(--soft); padding: .2rem 0; }
.outline { list-style: none; margin: 0; padding: 0; line-height: 1.4; } .outline li { padding: .22rem 0; }
.outline a { color: var(--ink); text-decoration: none; } .outline a:hover { color: var(--accent); text-decoration: underline; }
.outline .level-2 { padding-left: .9rem; } .outline .level-3 { padding-left: 1.8rem; } .outline .level-4 { padding-left: 2.7rem; }
.outline :is(.level-3, .level-4) a { color: var(--soft); }
.place { position: relative; padding: .3rem 1rem; margin: 0 -1rem .4rem; border-radius: 8px; border-left: 3px solid transparent; }
.place > :is(h2, h3, h4, h5, h6) { margin-top: 1.3em; } .place:first-child > :is(h2, h3, h4):first-child { margin-top: .2em; }
.place .margin { float: right; margin: .25rem 0 0 1rem; font-size: .75rem; } .place .margin a { color: var(--soft); text-decoration: none; } .place .margin a:hover { color: var(--accent); text-decoration: underline; }
.place.is-asked, .place:target { background: var(--accent-soft); border-left-color: var(--accent); }
.error { margin-top: 3rem; } .error .where { font-size: 1rem; }

${compareStyle}
${coverageStyle}
@media (max-width: 58rem) { .reading { grid-template-columns: minmax(0, 1fr); gap: 1rem; } .contents { position: static; max-height: 40vh; border-bottom: 1px solid var(--line); } }
@media (max-width: 36rem) {
  html { font-size: 100%; } h1 { font-size: 1.7rem; } header.site { gap: 1rem; padding-block: .8rem; }
  .vendor { grid-template-columns: 1fr; } .vendor > :not(h3) { grid-column: 1; } .record dl > div { grid-template-columns: 1fr; gap: 0; padding: .3rem 0; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media print {
  :root { --paper: #fff; --ink: #000; --soft: #444; --accent: #000; --tint: #fff; --accent-soft: #fff; }
  html { font-size: 85%; } header.site, footer.site, .skip, .contents, .turn, .actions, .switch, form, .more { display: none; }
  .reading { display: block; } main { max-width: none; padding: 0; } pre { white-space: pre-wrap; } .place, .hit, table, pre { break-inside: avoid; }
  .text a[href^="http"]::after { content: " (" attr(href) ")"; font-size: .8em; overflow-wrap: anywhere; }
}
`;

const digest = createHash('sha256').update(stylesheet).digest('hex').slice(0, 12);

/** Address with the content's digest in it, so that it may be cached for good. */
export const stylesheetPath = `/assets/site.css?v=${digest}`;
