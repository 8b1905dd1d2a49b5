/** What is asked for and not there: parts of the library, and names. */
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { DataTable, type Column } from '../../ui/data-table.js';
import { When } from '../../ui/when.js';
import { number } from '../../words/common.js';
import { words } from '../../words/en.js';
import type { AbsentName, Gap } from './operations.js';

const { columns: titles } = words.demand;

function placeOf({ product, version, kind }: Gap): string {
  const parts = [product, version, kind === null ? '' : words.documentKinds[kind]].filter((part) => part !== '');
  return parts.length === 0 ? words.demand.everywhere : parts.join(', ');
}

function Cell({ gap }: { readonly gap: Gap }): JSX.Element {
  const { product, state, reasons } = gap;
  if (product === '') return <>—</>;
  if (state === null) return <>{words.demand.absentThere}</>;
  return (
    <>
      <span aria-hidden="true">{words.coverage.signs[state]}</span> {words.coverage.states[state]}
      {reasons.map((reason) => (
        <span key={reason} className="minor">
          {reason}
        </span>
      ))}
    </>
  );
}

const gapColumns: readonly Column<Gap>[] = [
  { key: 'place', title: titles.place, isHeading: true, cell: placeOf },
  { key: 'coverage', title: titles.coverage, cell: (gap) => <Cell gap={gap} /> },
  { key: 'searches', title: titles.searches, isNumber: true, cell: ({ searches }) => number(searches) },
  { key: 'score', title: titles.score, isNumber: true, cell: ({ score }) => number(score) },
  { key: 'question', title: titles.question, cell: ({ questions }) => <span dir="auto">{questions.join('; ')}</span> },
  { key: 'last', title: titles.last, cell: ({ lastAsked }) => <When at={lastAsked} /> },
  {
    key: 'mend',
    title: titles.mend,
    cell: ({ product, state }) =>
      product === '' || state === null ? (
        <Link to="/add">{words.demand.add}</Link>
      ) : (
        <Link to="/coverage" search={{ product } as never}>
          {words.demand.coverage}
        </Link>
      ),
  },
];

export function GapTable({ gaps }: { readonly gaps: readonly Gap[] }): JSX.Element {
  return (
    <DataTable
      caption={words.demand.reports.gaps}
      columns={gapColumns}
      rows={gaps}
      keyOf={({ product, version, kind }) => `${product} ${version} ${kind ?? ''}`}
      nameOf={placeOf}
    />
  );
}

export type AbsentKind = 'VERSION' | 'PRODUCT' | 'IDENTIFIER';

function Step({ kind, name }: { readonly kind: AbsentKind; readonly name: AbsentName }): JSX.Element {
  const [nearest] = name.nearest;
  if (kind === 'PRODUCT' && nearest !== undefined) {
    return (
      <Link to="/products/$product" params={{ product: nearest }}>
        {words.demand.aliasOf(nearest)}
      </Link>
    );
  }
  if (kind === 'VERSION' && name.product !== '') {
    return (
      <Link to="/coverage" search={{ product: name.product } as never}>
        {words.demand.coverage}
      </Link>
    );
  }
  if (kind === 'IDENTIFIER') {
    return (
      <Link to="/workbench" search={{ q: name.name } as never}>
        {words.demand.workbench}
      </Link>
    );
  }
  return <Link to="/add">{words.demand.add}</Link>;
}

const titleOf = ({ product, name }: AbsentName): string => `${product} ${name}`.trim();

function nameColumns(kind: AbsentKind): readonly Column<AbsentName>[] {
  return [
    { key: 'name', title: titles.name, isHeading: true, cell: titleOf },
    { key: 'nearest', title: titles.nearest, cell: ({ nearest }) => nearest.join(', ') || '—' },
    { key: 'searches', title: titles.searches, isNumber: true, cell: ({ searches }) => number(searches) },
    { key: 'clients', title: titles.clients, cell: ({ clients }) => clients.join(', ') || '—' },
    { key: 'last', title: titles.last, cell: ({ lastAsked }) => <When at={lastAsked} /> },
    { key: 'mend', title: titles.mend, cell: (name) => <Step kind={kind} name={name} /> },
  ];
}

export interface NameTableProps {
  readonly kind: AbsentKind;
  readonly caption: string;
  readonly names: readonly AbsentName[];
}

export function NameTable({ kind, caption, names }: NameTableProps): JSX.Element {
  return <DataTable caption={caption} columns={nameColumns(kind)} rows={names} keyOf={titleOf} nameOf={titleOf} />;
}
