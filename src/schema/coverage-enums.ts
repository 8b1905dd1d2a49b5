/** Enumerations of the coverage matrix. */
import { registerEnumType } from 'type-graphql';
import type { CoverageRule as Rule, CoverageState as State } from '../coverage/coverage-state.js';
import type { CoverageDimension as Dimension } from '../store/queries/coverage.js';
import type { Enumeration } from './enums.js';

export const CoverageDimension: Enumeration<Dimension> = {
  VENDOR: 'VENDOR',
  PRODUCT: 'PRODUCT',
  VERSION: 'VERSION',
  KIND: 'KIND',
  LANGUAGE: 'LANGUAGE',
};
registerEnumType(CoverageDimension, {
  name: 'CoverageDimension',
  description: 'What coverage is told apart by.',
  valuesConfig: {
    VENDOR: { description: 'By vendor.' },
    PRODUCT: { description: 'By product.' },
    VERSION: { description: 'By version.' },
    KIND: { description: 'By kind of document.' },
    LANGUAGE: { description: 'By language of document.' },
  },
});

export const CoverageState: Enumeration<State> = {
  MISSING: 'MISSING',
  FAILED: 'FAILED',
  NO_TEXT: 'NO_TEXT',
  STALE: 'STALE',
  THIN: 'THIN',
  PARTIAL: 'PARTIAL',
  UNINDEXED: 'UNINDEXED',
  UNEMBEDDED: 'UNEMBEDDED',
  HIDDEN: 'HIDDEN',
  DRAFT: 'DRAFT',
  PRESENT: 'PRESENT',
  NONE: 'NONE',
};
registerEnumType(CoverageState, {
  name: 'CoverageState',
  description: 'What can be said of a cell of the coverage matrix, worst first.',
  valuesConfig: {
    MISSING: { description: 'Nothing is there, though something says that it should be; `rule` says what.' },
    FAILED: { description: 'Files failed in the last run of their source. Shown to who may see ingests.' },
    NO_TEXT: { description: 'Too many pages have no text that could be read.' },
    STALE: { description: 'It may have been overtaken; `rule` says by what.' },
    THIN: { description: 'It has much less text than the versions around.' },
    PARTIAL: { description: 'Included files are absent, or readers had to leave things out.' },
    UNINDEXED: { description: 'The keyword index outside Postgres is behind.' },
    UNEMBEDDED: { description: 'Passages have no vector yet.' },
    HIDDEN: { description: 'Documents were withdrawn. Shown to curators.' },
    DRAFT: { description: 'Documents are not public yet. Shown to curators.' },
    PRESENT: { description: 'It is there, and nothing speaks against it.' },
    NONE: { description: 'Nothing is there, and nothing says that it should be.' },
  },
});

export const CoverageRule: Enumeration<Rule> = {
  EXPECTED: 'EXPECTED',
  BETWEEN_VERSIONS: 'BETWEEN_VERSIONS',
  MOST_VERSIONS: 'MOST_VERSIONS',
  NEWER_RELEASE: 'NEWER_RELEASE',
  END_OF_LIFE: 'END_OF_LIFE',
  SOURCE_UNCHECKED: 'SOURCE_UNCHECKED',
  SOURCE_FAILED: 'SOURCE_FAILED',
};
registerEnumType(CoverageRule, {
  name: 'CoverageRule',
  description: 'Which of several rules of a state holds.',
  valuesConfig: {
    EXPECTED: { description: 'Missing: an expectation names it.' },
    BETWEEN_VERSIONS: { description: 'Missing: the versions before and after have it.' },
    MOST_VERSIONS: { description: 'Missing: most versions of the product have it, one before this among them.' },
    NEWER_RELEASE: { description: 'Stale: a newer version is published, and this kind ends here.' },
    END_OF_LIFE: { description: 'Stale: the end of support is past.' },
    SOURCE_UNCHECKED: { description: 'Stale: a site, a repository or packages were not looked at for long.' },
    SOURCE_FAILED: { description: 'Stale: the last run of the source failed. Shown to who may see ingests.' },
  },
});
