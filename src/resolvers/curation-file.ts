/** Curation as a file. */
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { recordAudit } from '../access/audit.js';
import { documentsAsCsv, previewCsv, type CsvPreview } from '../curation/csv-edit.js';
import { applyCurationFile, exportCuration, type FileResult } from '../curation/curation-file.js';
import type { RequestContext } from '../graphql/context.js';
import { filterOf } from '../graphql/document-filter.js';
import { costOfWalk } from '../schema/cost.js';
import { DocumentFilterInput } from '../schema/document-filter.js';
import {
  ApplyCurationFileInput,
  ApplyCurationFilePayloadType,
  PreviewCsvEditPayloadType,
  PreviewCsvEditInput,
} from '../schema/curation-file.js';
import { Restricted } from '../schema/restricted.js';

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
    return documentsAsCsv(dataSource, filterOf(filter));
  }

  @Restricted('curation.edit')
  @Mutation(() => PreviewCsvEditPayloadType, {
    description:
      'Says what a changed CSV file would do, row by row. Empty cells change nothing, `(none)` is no value, `(source)` goes back to the source. Changes nothing yet.',
  })
  async previewCsvEdit(
    @Arg('input', () => PreviewCsvEditInput, { description: 'The file.' }) { csv, note }: PreviewCsvEditInput,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<{ readonly preview: object; readonly rowErrors: CsvPreview['rowErrors'] }> {
    const { rowErrors, ...preview } = await previewCsv(dataSource, csv, note ?? null);
    return { preview, rowErrors };
  }
}
