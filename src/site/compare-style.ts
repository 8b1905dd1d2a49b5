/** How comparisons look; a part of the one stylesheet. Colours never stand alone: marks are underlined or struck through. */

export const compareStyle = `
main:has(.comparison) { max-width: 84rem; }
.comparison { --ins: #dcefe2; --ins-line: #2f7a4b; --del: #fbe3df; --del-line: #a8402f; }
@media (prefers-color-scheme: dark) { .comparison { --ins: #1d3a28; --ins-line: #7fcf9d; --del: #45241f; --del-line: #f0a294; } }
.chooser { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; margin: 1rem 0; font-size: .92rem; }
.chooser :is(select, input) { padding: .3rem .5rem; }
.counts { list-style: none; display: flex; flex-wrap: wrap; gap: .3rem 1.6rem; padding: 0; margin: 0; font-size: .92rem; color: var(--soft); }
.counts strong { color: var(--ink); font-size: 1.15em; }
.views { display: flex; flex-wrap: wrap; gap: .4rem 3rem; margin: 0 0 1.2rem; }
.by-document { margin: 1rem 0 2rem; } .by-document summary, .change summary { cursor: pointer; color: var(--soft); }
:is(.by-document, .names) :is(td, th) { padding: .3em .8em; } :is(.by-document, .names) tbody th { font-weight: 400; border-bottom-width: 1px; overflow-wrap: anywhere; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.names table { width: 100%; }
.tag { white-space: nowrap; } .tag.removed, .removed .what { color: var(--del-line); } .tag.added, .added .what { color: var(--ins-line); }
.change { border-top: 1px solid var(--line); padding: 1rem 0 1.4rem; }
.change > header { display: grid; grid-template-columns: 1fr auto; gap: 0 1rem; margin-bottom: .7rem; }
.change h3 { margin: 0; font-size: 1.15rem; } .change .what { font: 600 .72rem/1 var(--sans); letter-spacing: .04em; text-transform: uppercase; color: var(--soft); display: inline-block; margin-right: .5rem; vertical-align: .12em; }
.change .next { font-size: .85rem; } .change .path { grid-column: 1 / -1; margin: .2rem 0 0; overflow-wrap: anywhere; }
.sides { grid-column: 1 / -1; display: flex; gap: 1.2rem; margin: .2rem 0 0; font-size: .82rem; }
.diff { font-size: .95rem; line-height: 1.55; }
.row > div { padding: .2rem .7rem; border-left: 3px solid transparent; overflow-wrap: anywhere; }
.row + .row.text { margin-top: .35rem; }
.row.code > div { font: .82rem/1.5 var(--mono); white-space: pre-wrap; background: var(--tint); }
.row.same > div { color: var(--soft); }
.row .before { border-left-color: var(--del-line); } .row .after { border-left-color: var(--ins-line); } .row .one { border-left-color: var(--accent); }
.row.from > div { background: var(--del); } .row.to > div { background: var(--ins); }
.row :is(ins, del) { border-radius: 2px; padding: 0 .1em; } .row code { background: none; padding: 0; }
.row ins { background: var(--ins); text-decoration: underline; text-decoration-color: var(--ins-line); text-underline-offset: .18em; }
.row del { background: var(--del); text-decoration: line-through; text-decoration-color: var(--del-line); }
.row.from del, .row.to ins { text-decoration: none; }
.row .beside { display: none; }
.cells { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); gap: 0 1rem; font-size: .88rem; }
.skipped { margin: .3rem 0; padding: 0 .7rem; font-size: .8rem; color: var(--soft); }
.skipped::before { content: "⋯ "; }
.view-split .row:is(.changed, .from, .to):not(.table) { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 1rem; }
.view-split .row.changed:not(.table) > .one { display: none; } .view-split .row.changed:not(.table) > .beside { display: block; } .view-split .row.to > div { grid-column: 2; }
@media (min-width: 1100px) {
  .view-auto .row:is(.changed, .from, .to):not(.table) { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 1rem; }
  .view-auto .row.changed:not(.table) > .one { display: none; } .view-auto .row.changed:not(.table) > .beside { display: block; } .view-auto .row.to > div { grid-column: 2; }
}
@media (max-width: 36rem) { .row > div { padding-inline: .45rem; } .cells { gap: 0 .5rem; } .names :is(td, th) { padding-inline: .4em; } .chooser label { flex: 1 1 8rem; } }
@media print {
  .comparison { --ins: #fff; --del: #fff; } .views, .change .next { display: none; } .change { break-inside: auto; } .row { break-inside: avoid; }
  .row ins { text-decoration-thickness: 2px; } .change details::details-content { content-visibility: visible; height: auto; }
}
`;
