/** API types of a comparison of two versions. */
import { ArgsType, Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import type * as diffs from '../compare/diff-rows.js';
import type * as kinds from '../search/definitions/defined-names.js';
import type * as names from '../compare/name-changes.js';
import type * as pairs from '../compare/section-pairs.js';
import type * as rows from '../search/definitions/text-rows.js';
import { ConnectionArguments, createConnectionType } from './connection.js';

type Enumeration<Value extends string> = { readonly [Name in Value]: Name };

export const SectionChange: Enumeration<pairs.SectionChange> = {
  SAME: 'SAME',
  NUMBERS_ONLY: 'NUMBERS_ONLY',
  CHANGED: 'CHANGED',
  MOVED: 'MOVED',
  RENAMED: 'RENAMED',
  ADDED: 'ADDED',
  REMOVED: 'REMOVED',
};
registerEnumType(SectionChange, {
  name: 'SectionChange',
  description: 'What became of a section from one version to another.',
  valuesConfig: {
    SAME: { description: 'The same text under the same heading at the same place.' },
    NUMBERS_ONLY: { description: "Nothing differs but the product's own version numbers and white space." },
    CHANGED: { description: 'Other words at the same place.' },
    MOVED: {
      description: 'In another file, or under another section; `textChanged` says whether its words differ too.',
    },
    RENAMED: { description: 'Under another heading; `textChanged` says whether its words differ too.' },
    ADDED: { description: 'Only the newer version has it.' },
    REMOVED: { description: 'Only the older version has it.' },
  },
});

export const DiffSide: Enumeration<diffs.DiffRow['side']> = {
  SAME: 'SAME',
  CHANGED: 'CHANGED',
  FROM: 'FROM',
  TO: 'TO',
};
registerEnumType(DiffSide, {
  name: 'DiffSide',
  description: 'Which of two texts a row or a piece of a row stands in.',
  valuesConfig: {
    SAME: { description: 'In both.' },
    CHANGED: { description: 'Said of rows: in both, with other words; its pieces say which.' },
    FROM: { description: 'Only in the older text.' },
    TO: { description: 'Only in the newer text.' },
  },
});

export const DiffRowKind: Enumeration<rows.RowKind> = { TEXT: 'TEXT', CODE: 'CODE', TABLE: 'TABLE' };
registerEnumType(DiffRowKind, {
  name: 'DiffRowKind',
  description: 'What a row of a text is.',
  valuesConfig: {
    TEXT: { description: 'A paragraph, a heading or an item of a list, as Markdown.' },
    CODE: { description: 'A line of code, or the fence around it.' },
    TABLE: { description: 'A row of a table, its cells between `|`.' },
  },
});

export const NameChangeKind: Enumeration<names.NameChangeKind> = {
  ADDED: 'ADDED',
  REMOVED: 'REMOVED',
  RENAMED: 'RENAMED',
  DEFAULT_CHANGED: 'DEFAULT_CHANGED',
};
registerEnumType(NameChangeKind, {
  name: 'NameChangeKind',
  description: 'What became of a documented name.',
  valuesConfig: {
    ADDED: { description: 'Documented in the newer version only.' },
    REMOVED: { description: 'Documented in the older version only.' },
    RENAMED: { description: 'Documented by the same section under another name.' },
    DEFAULT_CHANGED: { description: 'Documented with another default value.' },
  },
});

export const NameKind: Enumeration<kinds.NameKind> = {
  COMMAND: 'COMMAND',
  OPTION: 'OPTION',
  SETTING: 'SETTING',
  FUNCTION: 'FUNCTION',
  ERROR_CODE: 'ERROR_CODE',
  API_OPERATION: 'API_OPERATION',
  OTHER: 'OTHER',
};
registerEnumType(NameKind, {
  name: 'NameKind',
  description: 'What a documented name names, as far as its form and its place say.',
  valuesConfig: {
    COMMAND: { description: 'A command.' },
    OPTION: { description: 'An option of a command, such as `--verbose`.' },
    SETTING: { description: 'A setting, a parameter or a field.' },
    FUNCTION: { description: 'Something that is called with arguments in parentheses.' },
    ERROR_CODE: { description: 'An error code.' },
    API_OPERATION: { description: 'A method and a path of an HTTP interface.' },
    OTHER: { description: 'Neither its form nor its place says.' },
  },
});

@ArgsType()
export class CompareVersionsArguments {
  @Field(() => String, { description: 'Slug, name or alias of the product.' })
  product!: string;

  @Field(() => String, { description: 'The older version: slug, label, alias or `latest`.' })
  from!: string;

  @Field(() => String, { description: 'The newer version: slug, label, alias or `latest`.' })
  to!: string;

  @Field(() => String, { nullable: true, description: 'Only this document: its slug in either version.' })
  document?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Only this section and those below it: the key of a chunk in it, its anchor or its heading, in either version.',
  })
  section?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only sections that a search for these words finds among the best hits in either version, best first.',
  })
  topic?: string | null;
}

@ObjectType('ChangeCounts', { description: 'Sections by what became of them.', simpleResolvers: true })
export class ChangeCountsType {
  @Field(() => Int, { description: 'The same text at the same place.' })
  same!: number;

  @Field(() => Int, { description: "Only the product's own version numbers and white space differ." })
  numbersOnly!: number;

  @Field(() => Int, { description: 'Other words at the same place.' })
  changed!: number;

  @Field(() => Int, { description: 'At another place, with the same or other words.' })
  moved!: number;

  @Field(() => Int, { description: 'Under another heading, with the same or other words.' })
  renamed!: number;

  @Field(() => Int, { description: 'Only in the newer version.' })
  added!: number;

  @Field(() => Int, { description: 'Only in the older version.' })
  removed!: number;
}

@ObjectType('DocumentComparison', { description: 'A document in two versions.', simpleResolvers: true })
export class DocumentComparisonType {
  @Field(() => String, { description: 'Its slug.' })
  slug!: string;

  @Field(() => ChangeCountsType, {
    description: 'Its sections by what became of them; one that moved counts where it is now.',
  })
  counts!: ChangeCountsType;
}

export const DocumentComparisonConnection = createConnectionType('DocumentComparison', () => DocumentComparisonType);

@ObjectType('ComparedSection', {
  description: 'A section on one side of a comparison: a heading and the text right below it.',
  simpleResolvers: true,
})
export class ComparedSectionType {
  @Field(() => [String], {
    description: "Headings above the text, outermost first; of what stands before the first, the file's title.",
  })
  headingPath!: readonly string[];

  @Field(() => String, {
    nullable: true,
    description: 'Fragment that leads to it; null before the first heading of a file.',
  })
  anchor!: string | null;
}

@ObjectType('DiffPiece', { description: 'A part of a row.', simpleResolvers: true })
export class DiffPieceType {
  @Field(() => String, { description: 'Text as it is written.' })
  text!: string;

  @Field(() => DiffSide, { description: 'Which text it stands in.' })
  side!: keyof typeof DiffSide;
}

@ObjectType('DiffRow', {
  description: 'A row of one or both texts: a paragraph, an item, a row of a table, a line of code.',
  simpleResolvers: true,
})
export class DiffRowType {
  @Field(() => DiffRowKind, { description: 'What it is.' })
  kind!: keyof typeof DiffRowKind;

  @Field(() => DiffSide, { description: 'Which text it stands in.' })
  side!: keyof typeof DiffSide;

  @Field(() => [DiffPieceType], {
    description: 'The row from left to right. Without the pieces of one side it is the row of the other.',
  })
  pieces!: readonly DiffPieceType[];

  @Field(() => Int, { description: 'Rows that both texts have before it and that were left out.' })
  skipped!: number;
}

@ObjectType('SectionDiff', { description: 'What differs between two texts, row by row.', simpleResolvers: true })
export class SectionDiffType {
  @Field(() => [DiffRowType], { description: 'Rows in reading order.' })
  rows!: readonly DiffRowType[];

  @Field(() => Int, { description: 'Rows that both texts have behind the last one given and that were left out.' })
  skippedAtEnd!: number;
}

@ObjectType('SectionComparison', { description: 'A section in two versions.', simpleResolvers: true })
export class SectionComparisonType {
  @Field(() => SectionChange, { description: 'What became of it.' })
  change!: keyof typeof SectionChange;

  @Field(() => Float, { description: 'Share of the runs of three words that both texts have, 0 to 1.' })
  similarity!: number;

  @Field(() => Boolean, { description: "The words differ, in more than the product's own version numbers." })
  textChanged!: boolean;
}

export const SectionComparisonConnection = createConnectionType('SectionComparison', () => SectionComparisonType);

@ArgsType()
export class SectionComparisonsArguments extends ConnectionArguments {
  @Field(() => [SectionChange], { nullable: true, description: 'Only these; all if left out.' })
  change?: (keyof typeof SectionChange)[] | null;
}

@ObjectType('DocumentedName', { description: 'A name as one version documents it.', simpleResolvers: true })
export class DocumentedNameType {
  @Field(() => String, { description: 'As it is written, without arguments.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Its documented default value.' })
  documentedDefault!: string | null;
}

@ObjectType('NameChange', {
  description: 'A command, an option, a setting or the like that one version documents otherwise than another.',
  simpleResolvers: true,
})
export class NameChangeType {
  @Field(() => NameChangeKind, { description: 'What became of it.' })
  change!: keyof typeof NameChangeKind;

  @Field(() => NameKind, { description: 'What it names.' })
  kind!: keyof typeof NameKind;

  @Field(() => String, { nullable: true, description: 'Of an option: the command or chapter that it belongs to.' })
  of!: string | null;
}

export const NameChangeConnection = createConnectionType('NameChange', () => NameChangeType);

@ArgsType()
export class NameChangesArguments extends ConnectionArguments {
  @Field(() => [NameChangeKind], { nullable: true, description: 'Only these changes; all if left out.' })
  change?: (keyof typeof NameChangeKind)[] | null;

  @Field(() => [NameKind], { nullable: true, description: 'Only names of these kinds; all if left out.' })
  kind?: (keyof typeof NameKind)[] | null;
}

@ObjectType('VersionComparison', {
  description: 'What changed between two versions of a product. Another version is never compared silently.',
  simpleResolvers: true,
})
export class VersionComparisonType {}
