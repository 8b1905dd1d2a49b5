/** Enumerations of the API. Each names exactly the values that the store and the search use; the compiler checks it. */
import { registerEnumType } from 'type-graphql';
import type * as callers from '../caller.js';
import type * as documents from '../store/entities/document-kind.js';
import type * as jobs from '../store/entities/job-state.js';
import type * as lifecycle from '../store/entities/lifecycle-state.js';
import type * as pages from '../store/entities/page-quality.js';
import type * as sources from '../store/entities/source-kind.js';

/** Compiles only while it names exactly these values. */
export type Enumeration<Value extends string> = { readonly [Name in Value]: Name };

export const LifecycleState: Enumeration<lifecycle.LifecycleState> = {
  DRAFT: 'DRAFT',
  PUBLISHED: 'PUBLISHED',
  HIDDEN: 'HIDDEN',
  ARCHIVED: 'ARCHIVED',
};
registerEnumType(LifecycleState, {
  name: 'LifecycleState',
  description: 'Publication state of a version or document.',
  valuesConfig: {
    DRAFT: { description: 'Not public yet.' },
    PUBLISHED: { description: 'Listed and found.' },
    HIDDEN: { description: 'Withdrawn by a curator.' },
    ARCHIVED: { description: 'Gone from its source: answers to its name and keys, but is neither listed nor found.' },
  },
});

export const DocumentKind: Enumeration<documents.DocumentKind> = {
  GUIDE: 'GUIDE',
  ADMIN_GUIDE: 'ADMIN_GUIDE',
  DEVELOPER_GUIDE: 'DEVELOPER_GUIDE',
  CLI_REFERENCE: 'CLI_REFERENCE',
  API_REFERENCE: 'API_REFERENCE',
  RELEASE_NOTES: 'RELEASE_NOTES',
  INSTALLATION: 'INSTALLATION',
  TROUBLESHOOTING: 'TROUBLESHOOTING',
  OTHER: 'OTHER',
};
registerEnumType(DocumentKind, {
  name: 'DocumentKind',
  description: 'What a document is for.',
  valuesConfig: {
    GUIDE: { description: 'How to use it.' },
    ADMIN_GUIDE: { description: 'How to set it up and run it.' },
    DEVELOPER_GUIDE: { description: 'How to program with it, or to change it.' },
    CLI_REFERENCE: { description: 'Commands and their options.' },
    API_REFERENCE: { description: 'Operations, functions and types of an interface.' },
    RELEASE_NOTES: { description: 'What is new, changed or mended in a version.' },
    INSTALLATION: { description: 'How to install or upgrade it.' },
    TROUBLESHOOTING: { description: 'Faults, messages and their remedies.' },
    OTHER: { description: 'None of these, or not known.' },
  },
});

export const PageQuality: Enumeration<pages.PageQuality> = {
  TEXT: 'TEXT',
  BLANK: 'BLANK',
  PARTIAL: 'PARTIAL',
  UNMAPPED: 'UNMAPPED',
  NO_TEXT_LAYER: 'NO_TEXT_LAYER',
  RECOGNISED: 'RECOGNISED',
};
registerEnumType(PageQuality, {
  name: 'PageQuality',
  description: 'How far the text of a page can be trusted.',
  valuesConfig: {
    TEXT: { description: 'The text of the original.' },
    BLANK: { description: 'Nothing stands on it, apart from what comes back on every page.' },
    PARTIAL: {
      description:
        'Text of the original; more than one character in twenty is missing, because its font does not say what it means.',
    },
    UNMAPPED: { description: 'No usable text: the fonts do not say what most of its characters mean.' },
    NO_TEXT_LAYER: { description: 'No usable text: it is a picture, such as a scan.' },
    RECOGNISED: { description: 'Text that a text recognition program made out.' },
  },
});

export const SearchMode = { HYBRID: 'HYBRID', LEXICAL: 'LEXICAL', SEMANTIC: 'SEMANTIC' } as const;
registerEnumType(SearchMode, {
  name: 'SearchMode',
  description: 'Which legs answer a search.',
  valuesConfig: {
    HYBRID: { description: 'Words and meaning at once.' },
    LEXICAL: { description: 'Words only (BM25).' },
    SEMANTIC: { description: 'Meaning only (vectors).' },
  },
});

export const Fusion = { WEIGHTED: 'WEIGHTED', RRF: 'RRF' } as const;
registerEnumType(Fusion, {
  name: 'Fusion',
  description: 'How the results of the two legs are merged.',
  valuesConfig: {
    WEIGHTED: { description: 'Weighted sum of normalised scores.' },
    RRF: { description: 'Reciprocal rank fusion.' },
  },
});

export const QueryFilterField = {
  VENDOR: 'vendor',
  PRODUCT: 'product',
  VERSION: 'version',
  KIND: 'kind',
  DOCUMENT: 'document',
  LANGUAGE: 'language',
} as const;
registerEnumType(QueryFilterField, {
  name: 'QueryFilterField',
  description: 'What a filter within a query limits.',
  valuesConfig: {
    VENDOR: { description: 'Slug, name or alias of a vendor.' },
    PRODUCT: { description: 'Slug, name or alias of a product.' },
    VERSION: { description: 'Label, alias or series of a version, or `latest`.' },
    KIND: { description: 'A kind of document.' },
    DOCUMENT: { description: 'Slug of a document.' },
    LANGUAGE: { description: 'A BCP 47 language tag.' },
  },
});

export const DefinedAs = { HEADING: 'HEADING', DEFINITION: 'DEFINITION' } as const;
registerEnumType(DefinedAs, {
  name: 'DefinedAs',
  description: 'How a passage defines what was asked for.',
  valuesConfig: {
    HEADING: { description: 'It stands under that heading.' },
    DEFINITION: { description: 'Its text defines the name: as a row of a table, an item, a term or a signature.' },
  },
});

export const VersionMatch = {
  EXACT: 'EXACT',
  ALIAS: 'ALIAS',
  LATEST: 'LATEST',
  SERIES: 'SERIES',
  NONE: 'NONE',
} as const;
registerEnumType(VersionMatch, {
  name: 'VersionMatch',
  description: 'How a requested version was found.',
  valuesConfig: {
    EXACT: { description: 'By its slug or label.' },
    ALIAS: { description: 'By an alias, or by another spelling of its label.' },
    LATEST: { description: '`latest` was asked for.' },
    SERIES: {
      description:
        'As a series: 1.12 is served as 1.12.2, the newest of it; 5.5.3 as a version called 5.5.x, which covers it.',
    },
    NONE: { description: 'No such version; nothing serves instead.' },
  },
});

export const SearchLeg = { LEXICAL: 'LEXICAL', VECTOR: 'VECTOR' } as const;
registerEnumType(SearchLeg, {
  name: 'SearchLeg',
  description: 'One of the two indexes a search asks.',
  valuesConfig: {
    LEXICAL: { description: 'The index of words (BM25).' },
    VECTOR: { description: 'The index of meaning (vectors).' },
  },
});

export const SuggestionKind = {
  PRODUCT: 'PRODUCT',
  DOCUMENT: 'DOCUMENT',
  SECTION: 'SECTION',
  IDENTIFIER: 'IDENTIFIER',
} as const;
registerEnumType(SuggestionKind, {
  name: 'SuggestionKind',
  description: 'What a suggestion names.',
  valuesConfig: {
    PRODUCT: { description: 'A product, by its name, slug or an alias.' },
    DOCUMENT: { description: 'A document, by its title.' },
    SECTION: { description: 'A section, by its heading.' },
    IDENTIFIER: { description: 'A command, an error code, an option or the like, as a passage writes it.' },
  },
});

export const JobState: Enumeration<jobs.JobState> = {
  QUEUED: 'QUEUED',
  RUNNING: 'RUNNING',
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
  CANCELLED: 'CANCELLED',
  INTERRUPTED: 'INTERRUPTED',
};
registerEnumType(JobState, {
  name: 'JobState',
  description: 'State of a job.',
  valuesConfig: {
    QUEUED: { description: 'Waiting for a worker.' },
    RUNNING: { description: 'At work.' },
    SUCCEEDED: { description: 'Done; single files may have failed.' },
    FAILED: { description: 'Failed with an error.' },
    CANCELLED: { description: 'Stopped on request.' },
    INTERRUPTED: { description: 'Its process ended; run it again to continue where it stopped.' },
  },
});

export const JobKind: Enumeration<jobs.JobKind> = { INGEST: 'INGEST' };
registerEnumType(JobKind, {
  name: 'JobKind',
  description: 'What a job does.',
  valuesConfig: {
    INGEST: { description: 'Reads documents from a source.' },
  },
});

export const FileOutcome: Enumeration<jobs.FileOutcome> = {
  NEW: 'NEW',
  CHANGED: 'CHANGED',
  UNCHANGED: 'UNCHANGED',
  ARCHIVED: 'ARCHIVED',
  FAILED: 'FAILED',
  SKIPPED: 'SKIPPED',
};
registerEnumType(FileOutcome, {
  name: 'FileOutcome',
  description: 'What became of a file in a job.',
  valuesConfig: {
    NEW: { description: 'Read for the first time.' },
    CHANGED: { description: 'Read again, since it has changed.' },
    UNCHANGED: { description: 'Left as it is, since it has not changed.' },
    ARCHIVED: { description: 'Archived, since the source no longer has it.' },
    FAILED: { description: 'Not read; `reasonCode` says why.' },
    SKIPPED: { description: 'Passed over; `reasonCode` says why.' },
  },
});

export const IngestSourceKind: Enumeration<sources.SourceKind> = {
  FOLDER: 'FOLDER',
  ARCHIVE: 'ARCHIVE',
  UPLOAD: 'UPLOAD',
  SITE: 'SITE',
  GIT: 'GIT',
  PACKAGES: 'PACKAGES',
};
registerEnumType(IngestSourceKind, {
  name: 'IngestSourceKind',
  description: 'What sort of place documentation comes from.',
  valuesConfig: {
    FOLDER: { description: 'A folder, a file or a manifest on the disk of the service.' },
    ARCHIVE: { description: 'A zip, tar or tar.gz on the disk of the service.' },
    UPLOAD: { description: 'A file that was sent to the service.' },
    SITE: { description: 'Pages of a web site: below an address, of a sitemap or of an `llms.txt`.' },
    GIT: { description: 'A commit of a git repository.' },
    PACKAGES: { description: 'The documentation of the packages that are installed for a project.' },
  },
});

export const Door: Enumeration<callers.Door> = {
  GRAPHQL: 'GRAPHQL',
  MCP: 'MCP',
  PAGE: 'PAGE',
  UPLOAD: 'UPLOAD',
  COMMAND_LINE: 'COMMAND_LINE',
};
registerEnumType(Door, {
  name: 'Door',
  description: 'Where a request came in.',
  valuesConfig: {
    GRAPHQL: { description: 'GraphQL over HTTP.' },
    MCP: { description: 'A tool of MCP, over HTTP or standard input and output.' },
    PAGE: { description: 'A reading page.' },
    UPLOAD: { description: 'A file that is sent.' },
    COMMAND_LINE: { description: 'The command line.' },
  },
});
