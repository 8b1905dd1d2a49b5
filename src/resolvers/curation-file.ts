/** Curation as a file. */
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { DataSource } from 'typeorm';
import { recordAudit } from '../access/audit.js';
import { MOST_IN_BULK } from '../curation/bulk-edit.js';
import { previewCsv, subjectsAsCsv, type CsvPreview } from '../curation/csv-edit.js';
import { applyCurationFile, exportCuration, type FileResult } from '../curation/curation-file.js';
import type { RequestContext } from '../graphql/context.js';
import { filterOf } from '../graphql/document-filter.js';
import { listedStates } from '../graphql/listed-states.js';
import { costOfWalk } from '../schema/cost.js';
import { DocumentFilterInput } from '../schema/document-filter.js';
import {
  ApplyCurationFileInput,
  ApplyCurationFilePayloadType,
  PreviewCsvEditPayloadType,
  PreviewCsvEditInput,
} from '../schema/curation-file.js';
import { ProductFilterInput, VendorFilterInput, VersionFilterInput } from '../schema/list-filters.js';
import { Restricted } from '../schema/restricted.js';
import type { SubjectKind } from '../store/entities/subject-kind.js';
import { chosenProducts, chosenVendors, chosenVersions } from '../store/queries/catalogue-lists.js';
import { chosenDocuments } from '../store/queries/document-lists.js';

function csvOf(dataSource: DataSource, kind: SubjectKind, things: readonly { readonly id: string }[]): Promise<string> {
  return subjectsAsCsv(
    dataSource,
    kind,
    things.map(({ id }) => id),
  );
}

@Resolver()
export class CurationFileResolver {
  @Restricted('curation.read')
  @Query(() => String, {
    description: 'All moves, overrides, synonyms, rules, judgements and marks as YAML, in a stable order.',
    complexity: costOfWalk,
  })
  async curationFile(@Ctx() { dataSource, caller }: RequestContext): Promise<string> {
    await recordAudit(dataSource.manager, caller, { action: 'EXPORTED', subject: 'curation' });
    return exportCuration(dataSource);
  }

  @Restricted('curation.edit')
  @Mutation(() => ApplyCurationFilePayloadType, {
    description:
      'Makes all moves and sets all overrides, synonyms, rules, judgements and marks that a file names, in one go. What it does not name stays.',
  })
  async applyCurationFile(
    @Arg('input', () => ApplyCurationFileInput, { description: 'The file.' }) input: ApplyCurationFileInput,
    @Ctx() { dataSource, caller, searchSettings }: RequestContext,
  ): Promise<FileResult> {
    const { yaml, note = null, dryRun } = input;
    const result = await applyCurationFile(dataSource, yaml, { caller, note, dryRun: dryRun ?? false });
    searchSettings.forget();
    return result;
  }

  @Restricted('curation.read')
  @Query(() => String, {
    description:
      'Documents with their values in force as CSV. Cells that a spreadsheet would run have a quote in front.',
    complexity: costOfWalk,
  })
  async curationCsv(
    @Arg('filter', () => DocumentFilterInput, { description: 'Which documents; `{}` for all.' })
    filter: DocumentFilterInput,
    @Ctx() { dataSource, caller }: RequestContext,
  ): Promise<string> {
    await recordAudit(dataSource.manager, caller, { action: 'EXPORTED', subject: 'documents' });
    return csvOf(dataSource, 'DOCUMENT', await chosenDocuments(dataSource, filterOf(filter), MOST_IN_BULK));
  }

  @Restricted('curation.read')
  @Query(() => String, {
    description: 'Vendors with their values in force as CSV. Aliases are parted by semicolons.',
    complexity: costOfWalk,
  })
  async vendorCsv(
    @Arg('filter', () => VendorFilterInput, { description: 'Which vendors; `{}` for all.' }) filter: VendorFilterInput,
    @Ctx() { dataSource, caller }: RequestContext,
  ): Promise<string> {
    await recordAudit(dataSource.manager, caller, { action: 'EXPORTED', subject: 'vendors' });
    return csvOf(dataSource, 'VENDOR', await chosenVendors(dataSource, filter, MOST_IN_BULK));
  }

  @Restricted('curation.read')
  @Query(() => String, {
    description:
      'Products with their values in force as CSV, and `vendorName`, which says whose they are and can’t be changed there. Aliases are parted by semicolons.',
    complexity: costOfWalk,
  })
  async productCsv(
    @Arg('filter', () => ProductFilterInput, { description: 'Which products; `{}` for all.' })
    filter: ProductFilterInput,
    @Ctx() { dataSource, caller }: RequestContext,
  ): Promise<string> {
    await recordAudit(dataSource.manager, caller, { action: 'EXPORTED', subject: 'products' });
    return csvOf(dataSource, 'PRODUCT', await chosenProducts(dataSource, filter, MOST_IN_BULK));
  }

  @Restricted('curation.read')
  @Query(() => String, {
    description:
      'Versions with their values in force as CSV; those published unless others are asked for. Aliases are parted by semicolons.',
    complexity: costOfWalk,
  })
  async versionCsv(
    @Arg('filter', () => VersionFilterInput, { description: 'Which versions; `{}` for all.' })
    filter: VersionFilterInput,
    @Ctx() { dataSource, caller }: RequestContext,
  ): Promise<string> {
    await recordAudit(dataSource.manager, caller, { action: 'EXPORTED', subject: 'versions' });
    const chosen = await chosenVersions(dataSource, filter, listedStates(caller, filter.states));
    return csvOf(dataSource, 'VERSION', chosen);
  }

  @Restricted('curation.edit')
  @Mutation(() => PreviewCsvEditPayloadType, {
    description:
      'Says what a changed CSV file of vendors, products, versions or documents would do, row by row. Empty cells change nothing, `(none)` is no value, `(source)` goes back to the source. Changes nothing yet.',
  })
  async previewCsvEdit(
    @Arg('input', () => PreviewCsvEditInput, { description: 'The file.' }) { csv, note }: PreviewCsvEditInput,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<Pick<CsvPreview, 'rowCount' | 'rowErrors'> & { readonly preview: object }> {
    const { rowCount, rowErrors, ...preview } = await previewCsv(dataSource, csv, note ?? null);
    return { preview, rowCount, rowErrors };
  }
}
