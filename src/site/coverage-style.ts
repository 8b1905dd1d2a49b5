/** How the coverage matrix looks; a part of the one stylesheet. Colours never stand alone: each cell has a sign and a word. */

export const coverageStyle = `
main:has(.coverage) { max-width: 84rem; }
.coverage { --gap: #fbe3df; --gap-ink: #8d2f20; --weak: #fdf0d2; --weak-ink: #7a5200; --there: #e4f1e8; --there-ink: #236b41; }
@media (prefers-color-scheme: dark) { .coverage { --gap: #45241f; --gap-ink: #f0a294; --weak: #3d321a; --weak-ink: #e6c173; --there: #1d3528; --there-ink: #86d0a3; } }
.coverage :is(td, li).gap { background: var(--gap); } .coverage :is(td, li).weak { background: var(--weak); } .coverage :is(td, li).there { background: var(--there); } .coverage :is(td, li).behind { background: var(--tint); }
.coverage .gap .sign { color: var(--gap-ink); } .coverage .weak .sign { color: var(--weak-ink); } .coverage .there .sign { color: var(--there-ink); }
.coverage .sign { font-weight: 700; display: inline-block; min-width: 1em; text-align: center; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .35rem .6rem; padding: 0; margin: 0 0 1rem; font-size: .82rem; } .legend li { padding: .1rem .6rem; border-radius: 4px; }
.matrix { position: relative; overflow: auto; max-height: 80vh; border: 1px solid var(--line); border-radius: 6px; }
.matrix table { border-collapse: separate; border-spacing: 0; font-size: .84rem; width: 100%; }
.matrix :is(th, td) { border: 0; border-bottom: 1px solid var(--line); border-left: 1px solid var(--line); padding: .4em .65em; min-width: 6.5rem; }
.matrix :is(th, td):first-child { border-left: 0; }
.matrix thead th { position: sticky; top: 0; z-index: 1; background: var(--sheet); border-bottom: 2px solid var(--line); vertical-align: bottom; }
.matrix :is(tbody, tfoot) th { position: sticky; left: 0; background: var(--sheet); font-weight: 600; min-width: 12rem; max-width: 16rem; overflow-wrap: anywhere; }
.matrix thead th:first-child { left: 0; z-index: 2; }
.matrix tfoot :is(th, td) { border-top: 2px solid var(--line); border-bottom: 0; }
.matrix td a { color: var(--ink); text-decoration: none; white-space: nowrap; } .matrix td a:hover { text-decoration: underline; }
.matrix td small { display: block; color: var(--ink); line-height: 1.35; }
.coverage .documents li { overflow-wrap: anywhere; }
.demand > details { margin-top: 1.5rem; } .demand summary { cursor: pointer; }
.reasons { list-style: none; padding: 0; display: grid; gap: .4rem; } .reasons li { padding: .5rem .9rem; border-radius: 6px; }
@media (max-width: 36rem) { .matrix :is(tbody, tfoot) th, .matrix thead th:first-child { min-width: 6rem; max-width: 7.5rem; } .matrix :is(th, td) { min-width: 5.6rem; padding: .35em .45em; } }
@media print { .matrix { overflow: visible; max-height: none; border: 0; } .matrix :is(th, td) { position: static !important; min-width: 0; } .coverage { --gap: #fff; --weak: #fff; --there: #fff; } .matrix td a { white-space: normal; } }
`;
