/** API types of hits, and of the pages that they come in. */
import { ArgsType, Field, Float, Int, ObjectType } from 'type-graphql';
import type { FileEvidence } from '../search/request.js';
import { ChunkType } from './chunk.js';
import { createConnectionType } from './connection.js';
import { DefinedAs, Fusion } from './enums.js';
import { VersionType } from './version.js';

@ObjectType('LegExplanation', { description: 'Rank and score of a hit in one leg.', simpleResolvers: true })
export class LegExplanationType {
  @Field(() => Int, { description: "Place in the leg's own list, 1-based." })
  rank!: number;

  @Field(() => Float, { description: "The leg's own score: BM25, or cosine similarity." })
  score!: number;

  @Field(() => Float, { description: 'Normalised score that enters the fusion, 0 to 1.' })
  normalised!: number;

  @Field(() => Float, { description: 'Weight of the leg.' })
  weight!: number;
}

@ObjectType('ExactExplanation', {
  description: 'That a passage defines what was asked for, and so comes before those that mention it.',
  simpleResolvers: true,
})
export class ExactExplanationType {
  @Field(() => String, { description: 'What it defines, as it stands in the query.' })
  name!: string;

  @Field(() => DefinedAs, { description: 'How it defines it.' })
  as!: keyof typeof DefinedAs;

  @Field(() => Float, {
    description: 'What is added to the fused score, as a share of the best that the legs can give.',
  })
  lift!: number;
}

@ObjectType('FileEvidence', {
  description:
    "What else the passage's file (of a paginated one: chapter) says of the query, as far as its words were found.",
  simpleResolvers: true,
})
export class FileEvidenceType implements FileEvidence {
  @Field(() => Float, { description: 'Share of that of the file with the most, 0 to 1.' })
  evidence!: number;

  @Field(() => Float, { description: 'What a whole share counts beside the best that the legs can give.' })
  weight!: number;
}

@ObjectType('Pointing', {
  description: 'What is left of the score of a passage that points to answers, or mentions them.',
  simpleResolvers: true,
})
export class PointingType {
  @Field(() => Float, { description: 'The score was multiplied by it.' })
  factor!: number;
}

@ObjectType('HitExplanation', { description: 'Why a hit has its rank.', simpleResolvers: true })
export class HitExplanationType {
  @Field(() => LegExplanationType, { nullable: true, description: 'Keyword leg; null if it did not find the passage.' })
  lexical!: LegExplanationType | null;

  @Field(() => LegExplanationType, { nullable: true, description: 'Vector leg; null if it did not find the passage.' })
  vector!: LegExplanationType | null;

  @Field(() => ExactExplanationType, {
    nullable: true,
    description: 'Null if the passage defines nothing that was asked for.',
  })
  exact!: ExactExplanationType | null;

  @Field(() => FileEvidenceType, {
    nullable: true,
    description: 'Null if one of the legs took no part or found nothing, or ranks were fused.',
  })
  file?: FileEvidence;

  @Field(() => PointingType, {
    nullable: true,
    description:
      'Null unless the passage is a printed table of contents, an index, or a list of changes that the query does not ask for: these come behind what they point to.',
  })
  pointing?: PointingType;

  @Field(() => Fusion, { description: 'How the results of the two legs were merged.' })
  fusion!: keyof typeof Fusion;
}

@ObjectType('HighlightPiece', { description: 'A part of a fragment.', simpleResolvers: true })
export class HighlightPieceType {
  @Field(() => String, { description: 'Plain text, never markup.' })
  text!: string;

  @Field(() => Boolean, { description: 'Whether it is a word, a phrase or a name of the query, inflections included.' })
  isMatch!: boolean;
}

@ObjectType('Highlight', {
  description: 'A fragment of a text, taken apart where words of the query begin and end.',
  simpleResolvers: true,
})
export class HighlightType {
  @Field(() => [HighlightPieceType], {
    description: 'The fragment from left to right. Joined they are its text, with `…` where the passage goes on.',
  })
  pieces!: readonly HighlightPieceType[];
}

@ObjectType('Hit', {
  description: 'A passage that answers a query, shown as its best chunk for the scope.',
  simpleResolvers: true,
})
export class HitType {
  @Field(() => Int, { description: 'Place in the result, 1-based; goes on from page to page.' })
  rank!: number;

  @Field(() => Float, {
    description:
      'Fused score, less what better hits of the same file (of a paginated one: chapter) leave of it; compare it within one result only, and not with hits of a further page that stand beyond the usual candidates. Where the words name products or versions, hits of those come first whatever they score, and what a rule pins has the score that it was found with, or 0.',
  })
  score!: number;
}

@ObjectType('Occurrence', {
  description: 'Where else a passage stands: the version, and the chunk there.',
  simpleResolvers: true,
})
export class OccurrenceType {
  @Field(() => VersionType, { description: 'The version.' })
  version!: object;

  @Field(() => ChunkType, { description: 'The chunk that shows the passage there.' })
  chunk!: object;
}

export const OccurrenceConnection = createConnectionType('Occurrence', () => OccurrenceType);

export const HitConnection = createConnectionType('Hit', () => HitType, { isCounted: false });

@ArgsType()
export class HitArguments {
  @Field(() => Int, { nullable: true, defaultValue: 10, description: 'Return the first hits, 1 to 50.' })
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Only hits that were not shown up to this cursor, the `endCursor` of the page before: of the same query, scope, mode, fusion and rules.',
  })
  after?: string | null;
}
