/** Which documents a list or a bulk holds. */
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType } from 'type-graphql';
import { Visibility } from './curation-enums.js';
import { DocumentKind, LifecycleState } from './enums.js';

@InputType({ description: 'Which documents. Everything that is given must hold; of a list, one entry.' })
export class DocumentFilterInput {
  @Field(() => [ID], { nullable: true, description: 'Ids of documents.' })
  ids?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Ids of documents that are left out, whatever else holds; at most 1,000.',
  })
  except?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Slugs of vendors.' })
  vendors?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Slugs of products.' })
  products?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Slugs of versions.' })
  versions?: string[] | null;

  @Field(() => [DocumentKind], { nullable: true, description: 'Kinds in force.' })
  kinds?: (keyof typeof DocumentKind)[] | null;

  @Field(() => [String], { nullable: true, description: 'Languages in force; empty for documents that state none.' })
  languages?: string[] | null;

  @Field(() => [LifecycleState], {
    nullable: true,
    description:
      'Publication states. If left out, `documents` lists what is published, and a bulk takes all. Others than PUBLISHED and ARCHIVED are for curators.',
  })
  states?: (keyof typeof LifecycleState)[] | null;

  @Field(() => [Visibility], { nullable: true, description: 'What curators decided of them; for curators.' })
  visibilities?: (keyof typeof Visibility)[] | null;

  @Field(() => String, { nullable: true, description: 'Stands in the title, in any case.' })
  titleContains?: string | null;

  @Field(() => String, { nullable: true, description: 'Stands in the slug, in any case.' })
  slugContains?: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Changed then or later.' })
  updatedSince?: Date | null;

  @Field(() => Boolean, { nullable: true, description: 'Has pages without usable text, or has none.' })
  withoutText?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'The title only repeats the name of its only file or of its folder: no curator set it, no file states it, and the text says another (`statedTitle`) or none.',
  })
  titleFromName?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'The text states a title, in force or not: `statedTitle`.' })
  hasStatedTitle?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'The title in force, in any case, is also that of another published document of its version.',
  })
  titleShared?: boolean | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Names of fields of which no curator set a value or confirmed the one of the source, such as `kind` and `language`.',
  })
  undecided?: string[] | null;
}
