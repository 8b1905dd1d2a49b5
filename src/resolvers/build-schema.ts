/** The GraphQL schema: the only list of resolvers. */
import 'reflect-metadata';
import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';
import { buildSchemaSync, type PubSub } from 'type-graphql';
import { DocumentFileType } from '../schema/document.js';
import { JobFileType } from '../schema/ingest-job.js';
import { ChunkResolver } from './chunk.js';
import { DeadLetterResolver } from './dead-letter.js';
import { DocumentResolver } from './document.js';
import { IngestJobResolver } from './ingest-job.js';
import { IngestSourceResolver } from './ingest-source.js';
import { LibraryResolver } from './library.js';
import { NodeResolver } from './node.js';
import { OccurrenceResolver } from './occurrence.js';
import { PageResolver } from './page-of-original.js';
import { PassageResolver } from './passage.js';
import { ProductResolver } from './product.js';
import { ResolvedScopeResolver, VersionResolutionResolver } from './scope.js';
import { HitResolver, SearchFacetsResolver, SearchResolver } from './search.js';
import { SectionResolver } from './section.js';
import { SuggestionResolver } from './suggestion.js';
import { UploadResolver } from './upload.js';
import { VendorResolver } from './vendor.js';
import { VersionResolver } from './version.js';

function noTopics(): never {
  throw new Error('Subscriptions of this schema bring their own events; there are no topics.');
}

/** Wanted by type-graphql wherever there are subscriptions, used only by those with topics. */
const pubSub: PubSub = { publish: noTopics, subscribe: noTopics };

/** Builds it anew at every call; one process needs one. */
export function buildLibrarySchema(): GraphQLSchema {
  return buildSchemaSync({
    resolvers: [
      NodeResolver,
      VendorResolver,
      ProductResolver,
      VersionResolver,
      DocumentResolver,
      PageResolver,
      SectionResolver,
      PassageResolver,
      ChunkResolver,
      OccurrenceResolver,
      SearchResolver,
      HitResolver,
      SearchFacetsResolver,
      SuggestionResolver,
      DeadLetterResolver,
      ResolvedScopeResolver,
      VersionResolutionResolver,
      IngestJobResolver,
      IngestSourceResolver,
      UploadResolver,
      LibraryResolver,
    ],
    orphanedTypes: [DocumentFileType, JobFileType],
    validate: false,
    pubSub,
  });
}

/** The schema as SDL, sorted, ending in a newline: what is committed as `schema.graphql`. */
export function printSchemaSDL(): string {
  return `${printSchema(lexicographicSortSchema(buildLibrarySchema()))}\n`;
}
