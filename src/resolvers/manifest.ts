/** Manifests as somebody writes them. */
import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../graphql/context.js';
import { costOfManifestCheck } from '../schema/cost.js';
import type { Fields } from '../schema/fields.js';
import { ManifestCheckType } from '../schema/manifest.js';
import { Restricted } from '../schema/restricted.js';

@Resolver()
export class ManifestResolver {
  @Restricted('ingest.run')
  @Query(() => ManifestCheckType, {
    description:
      'Checks the text of a `library.yaml` as an ingest does, but for what is or is not at its paths: `previewIngest` and `previewUploadIngest` tell that.',
    complexity: costOfManifestCheck,
  })
  async checkManifest(
    @Arg('text', () => String, { description: 'YAML or JSON of at most 262,144 characters.' }) text: string,
    @Ctx() { ingest, signal }: RequestContext,
  ): Promise<Fields<ManifestCheckType>> {
    const { findings, count } = await ingest.checkManifest(text, signal);
    return { findings, findingCount: count };
  }
}
