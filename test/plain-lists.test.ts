/** Lists of the schema: connections, and those plain lists that have a bound. A new plain list has to be decided here. */
import { expect, test } from '@jest/globals';
import {
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLOutputType,
} from 'graphql';
import { schema } from './testkit/graphql.js';

/** What bounds them: docs/api.md has the rule. */
const bounded: Readonly<Record<string, readonly string[]>> = {
  'an argument or the input says how many': [
    ...['AcceptProposalsPayload.accepted', 'AcceptProposalsPayload.refused', 'ApplyBulkPayload.refused'],
    ...['ApplyCurationFilePayload.differences', 'ApplyCurationFilePayload.errors', 'ApplyCurationFilePayload.moves'],
    ...['ApplyCurationFilePayload.settings'],
    ...['ChunkNeighbours.after', 'ChunkNeighbours.before', 'CloseProposalsPayload.closed'],
    ...['CloseProposalsPayload.refused', 'DeclareExpectationPayload.expectations', 'Hit.highlights'],
    ...['PreviewCsvEditPayload.rowErrors', 'ProposalRefusal.userErrors', 'Query.catalogueNamed'],
    ...['Query.coverageTrend', 'Query.nodes'],
    ...['Query.suggest', 'RecutPreview.passages', 'ResolvedScope.products', 'ResolvedScope.unknown'],
    ...['ResolvedScope.vendors', 'ResolvedScope.versions', 'SearchPreview.changedQuestions'],
    ...['SearchPreview.judgedQuestions', 'SearchPreview.moves', 'ChangedQuestion.moves', 'JudgedChange.moves'],
    ...['UndoPayload.refused', 'NamedScope.products', 'NamedScope.versions'],
  ],
  'the fields, values or parts that one thing has': [
    ...[
      'BulkRow.cells',
      'CurationBulk.subjects',
      'CoverageCell.reasons',
      'CoverageReason.codes',
      'Curation.fields',
      'DiffRow.pieces',
    ],
    ...['EditConflict.changes', 'EditDocumentPayload.changes', 'EditProductPayload.changes'],
    ...['EditVendorPayload.changes', 'EditVersionPayload.changes', 'Highlight.pieces', 'HitExplanation.rules'],
    ...['HitExplanation.synonyms', 'ParsedQuery.filters', 'ParsedQuery.synonyms', 'Proposal.changes'],
    'SavedView.filters',
    ...['SearchResult.appliedRules', 'SearchResult.degraded', 'SearchRule.boosts', 'SearchRule.pins'],
    ...['SectionDiff.rows', 'VersionComparison.degraded'],
  ],
  'columns of a table, and counts': [
    ...['CoverageMatrix.columnTotals', 'CoverageMatrix.columns', 'CoverageMatrix.unplacedFailures'],
    ...['CoverageRow.cells', 'Demand.totals'],
  ],
  'a number that the code fixes: a hundred findings or values of a facet, five terms, five versions, the nearest names':
    [
      ...['ManifestCheck.findings', 'SearchFacets.documents', 'SearchFacets.kinds', 'SearchFacets.languages'],
      ...['SearchFacets.products', 'SearchFacets.vendors', 'SearchFacets.versions'],
      'IngestPreview.takenProducts',
      ...['MissingTerm.foundIn', 'SearchResult.missingTerms', 'TermPlace.versions', 'VersionResolution.nearest'],
    ],
  'what a service consists of': [
    ...['Operations.backups', 'Operations.findings', 'Operations.indexes', 'Operations.models', 'Operations.parts'],
    'Operations.settings',
  ],
};

const isPlainList = (type: GraphQLOutputType): boolean =>
  isNonNullType(type) ? isPlainList(type.ofType as GraphQLOutputType) : isListType(type);

test('every list of objects is a connection, or has a bound', () => {
  const plain = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !/^__|(Connection|Edge)$/.test(type.name))
    .flatMap((type) => Object.values(isObjectType(type) ? type.getFields() : {}).map((field) => ({ type, field })))
    .filter(({ field }) => isPlainList(field.type) && isCompositeType(getNamedType(field.type)))
    .map(({ type, field }) => `${type.name}.${field.name}`)
    .filter((name) => !name.endsWith('Payload.userErrors'));
  expect(plain.sort()).toEqual(Object.values(bounded).flat().sort());
});

test('every node says when it came and when it changed', () => {
  const nodes = Object.values(schema.getTypeMap()).filter(
    (type) => isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node'),
  );
  expect(nodes.length).toBeGreaterThan(10);
  for (const type of nodes) {
    const fields = isObjectType(type) ? Object.keys(type.getFields()) : [];
    expect([type.name, fields]).toEqual([type.name, expect.arrayContaining(['createdAt', 'updatedAt'])]);
  }
});
