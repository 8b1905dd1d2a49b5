/** The screens that the navigation and the palette lead to, and what one must be allowed to see them. */
import { words } from '../words/en.js';
import type { Permission } from './viewer.js';

export interface Place {
  readonly to: string;
  readonly name: string;
  readonly action: Permission;
}

export interface PlaceGroup {
  readonly name: string;
  readonly places: readonly Place[];
}

const { names, groups } = words.navigation;

export const placeGroups: readonly PlaceGroup[] = [
  {
    name: groups.work,
    places: [{ to: '/', name: names.today, action: 'CURATION_READ' }],
  },
  {
    name: groups.library,
    places: [
      { to: '/documents', name: names.documents, action: 'CURATION_READ' },
      { to: '/versions', name: names.versions, action: 'CURATION_READ' },
      { to: '/products', name: names.products, action: 'CURATION_READ' },
      { to: '/vendors', name: names.vendors, action: 'CURATION_READ' },
      { to: '/coverage', name: names.coverage, action: 'CURATION_READ' },
      { to: '/demand', name: names.demand, action: 'DEMAND_READ' },
    ],
  },
  {
    name: groups.corrections,
    places: [
      { to: '/proposals', name: names.proposals, action: 'CURATION_READ' },
      { to: '/review', name: names.review, action: 'CURATION_READ' },
      { to: '/changes', name: names.changes, action: 'CURATION_READ' },
      { to: '/bulks', name: names.bulks, action: 'CURATION_READ' },
      { to: '/csv', name: names.csv, action: 'CURATION_EDIT' },
    ],
  },
  {
    name: groups.search,
    places: [
      { to: '/workbench', name: names.workbench, action: 'CURATION_READ' },
      { to: '/rules', name: names.rules, action: 'CURATION_READ' },
      { to: '/synonyms', name: names.synonyms, action: 'CURATION_READ' },
      { to: '/judgements', name: names.judgements, action: 'CURATION_READ' },
      { to: '/marks', name: names.marks, action: 'CURATION_READ' },
    ],
  },
  {
    name: groups.ingest,
    places: [
      { to: '/add', name: names.add, action: 'INGEST_RUN' },
      { to: '/jobs', name: names.jobs, action: 'INGEST_READ' },
      { to: '/sources', name: names.sources, action: 'INGEST_READ' },
    ],
  },
  {
    name: groups.service,
    places: [{ to: '/operations', name: names.operations, action: 'OPERATIONS_READ' }],
  },
  {
    name: groups.access,
    places: [
      { to: '/me', name: names.me, action: 'ACCOUNT_OWN' },
      { to: '/accounts', name: names.accounts, action: 'ACCOUNTS_MANAGE' },
      { to: '/keys', name: names.keys, action: 'ACCOUNTS_MANAGE' },
      { to: '/audit', name: names.audit, action: 'ACCOUNTS_MANAGE' },
    ],
  },
];
