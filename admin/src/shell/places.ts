/** The screens that the navigation and the palette lead to, and what one must be allowed to see them. */
import { words } from '../words/en.js';

export interface Place {
  readonly to: string;
  readonly name: string;
  readonly action: string;
}

export interface PlaceGroup {
  readonly name: string;
  readonly places: readonly Place[];
}

const { names, groups } = words.navigation;

export const placeGroups: readonly PlaceGroup[] = [
  {
    name: groups.work,
    places: [{ to: '/', name: names.today, action: 'curation.read' }],
  },
  {
    name: groups.library,
    places: [
      { to: '/documents', name: names.documents, action: 'curation.read' },
      { to: '/versions', name: names.versions, action: 'curation.read' },
      { to: '/products', name: names.products, action: 'curation.read' },
      { to: '/vendors', name: names.vendors, action: 'curation.read' },
      { to: '/coverage', name: names.coverage, action: 'curation.read' },
      { to: '/demand', name: names.demand, action: 'demand.read' },
    ],
  },
  {
    name: groups.corrections,
    places: [
      { to: '/proposals', name: names.proposals, action: 'curation.read' },
      { to: '/review', name: names.review, action: 'curation.read' },
      { to: '/changes', name: names.changes, action: 'curation.read' },
      { to: '/bulks', name: names.bulks, action: 'curation.read' },
      { to: '/csv', name: names.csv, action: 'curation.edit' },
    ],
  },
  {
    name: groups.search,
    places: [
      { to: '/workbench', name: names.workbench, action: 'curation.read' },
      { to: '/rules', name: names.rules, action: 'curation.read' },
      { to: '/synonyms', name: names.synonyms, action: 'curation.read' },
      { to: '/judgements', name: names.judgements, action: 'curation.read' },
      { to: '/marks', name: names.marks, action: 'curation.read' },
    ],
  },
  {
    name: groups.ingest,
    places: [
      { to: '/add', name: names.add, action: 'ingest.run' },
      { to: '/jobs', name: names.jobs, action: 'ingest.read' },
      { to: '/sources', name: names.sources, action: 'ingest.read' },
    ],
  },
  {
    name: groups.service,
    places: [{ to: '/operations', name: names.operations, action: 'operations.read' }],
  },
  {
    name: groups.access,
    places: [
      { to: '/me', name: names.me, action: 'account.own' },
      { to: '/accounts', name: names.accounts, action: 'accounts.manage' },
      { to: '/keys', name: names.keys, action: 'accounts.manage' },
      { to: '/audit', name: names.audit, action: 'accounts.manage' },
    ],
  },
];
