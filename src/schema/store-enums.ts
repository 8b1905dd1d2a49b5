/** Enumerations of what the library stands on: formats of files, kinds of stores, states of indexes and models. */
import { registerEnumType } from 'type-graphql';
import type { FileFormat as Format } from '../ingest/files/file-format.js';
import type { StoreMode } from '../store/open-store.js';
import type { SearchIndexState } from '../store/entities/search-index.js';
import type { Enumeration } from './enums.js';

export const FileFormat: { readonly [Name in Format as Uppercase<Name>]: Name } = {
  MARKDOWN: 'markdown',
  MDX: 'mdx',
  RST: 'rst',
  HTML: 'html',
  ASCIIDOC: 'asciidoc',
  DOCX: 'docx',
  PDF: 'pdf',
  OPENAPI: 'openapi',
  MAN: 'man',
  TEXT: 'text',
  SOURCE: 'source',
};
registerEnumType(FileFormat, {
  name: 'FileFormat',
  description: 'What a file was read as.',
  valuesConfig: {
    MARKDOWN: { description: 'Markdown, of any dialect.' },
    MDX: { description: 'Markdown with components.' },
    RST: { description: 'reStructuredText.' },
    HTML: { description: 'HTML.' },
    ASCIIDOC: { description: 'AsciiDoc.' },
    DOCX: { description: 'Word.' },
    PDF: { description: 'PDF.' },
    OPENAPI: { description: 'A description of an HTTP API.' },
    MAN: { description: 'A page of the Unix manual.' },
    TEXT: { description: 'Plain text.' },
    SOURCE: { description: 'Another text file, taken as it is: settings, scripts, tables.' },
  },
});

export const StoreKind: { readonly [Name in StoreMode as Uppercase<Name>]: Name } = {
  EMBEDDED: 'embedded',
  SERVER: 'server',
};
registerEnumType(StoreKind, {
  name: 'StoreKind',
  description: 'Which Postgres the service stands on.',
  valuesConfig: {
    EMBEDDED: { description: 'One of its own, inside the process.' },
    SERVER: { description: 'A server beside it.' },
  },
});

export const IndexState: Enumeration<SearchIndexState> = {
  ACTIVE: 'ACTIVE',
  BUILDING: 'BUILDING',
  PREVIOUS: 'PREVIOUS',
};
registerEnumType(IndexState, {
  name: 'IndexState',
  description: 'What an index is for.',
  valuesConfig: {
    ACTIVE: { description: 'Searches go there.' },
    BUILDING: { description: 'It is being filled.' },
    PREVIOUS: { description: 'Kept to go back to.' },
  },
});

export const ModelState = { ACTIVE: 'ACTIVE', FILLING: 'FILLING', PREVIOUS: 'PREVIOUS' } as const;
registerEnumType(ModelState, {
  name: 'ModelState',
  description: 'What an embedding model is for.',
  valuesConfig: {
    ACTIVE: { description: 'Searches compare with its vectors.' },
    FILLING: { description: 'Passages are being embedded with it.' },
    PREVIOUS: { description: 'Kept to go back to.' },
  },
});
