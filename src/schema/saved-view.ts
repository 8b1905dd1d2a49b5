/** API types of saved views: what somebody wants to see of a list again. */
import { GraphQLDateTime } from 'graphql-scalars';
import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type * as views from '../store/entities/saved-view-kind.js';
import type { ViewFilter } from '../store/entities/saved-view.js';
import type { SavedViewRow } from '../store/queries/saved-views.js';
import { ConnectionArguments, createConnectionType } from './connection.js';
import type { Enumeration } from './enums.js';
import { createPayloadType, KeyedInput } from './payload.js';

export const ViewedList: Enumeration<views.ViewedList> = {
  DOCUMENTS: 'DOCUMENTS',
  VERSIONS: 'VERSIONS',
  PRODUCTS: 'PRODUCTS',
  VENDORS: 'VENDORS',
  CHANGES: 'CHANGES',
  PROPOSALS: 'PROPOSALS',
};
registerEnumType(ViewedList, {
  name: 'ViewedList',
  description: 'A list of the console that views can be saved of.',
  valuesConfig: {
    DOCUMENTS: { description: 'All documents.' },
    VERSIONS: { description: 'All versions.' },
    PRODUCTS: { description: 'All products.' },
    VENDORS: { description: 'All vendors.' },
    CHANGES: { description: 'Changes by curators.' },
    PROPOSALS: { description: 'Proposals and feedback.' },
  },
});

export const Density: Enumeration<views.Density> = { COMFORTABLE: 'COMFORTABLE', COMPACT: 'COMPACT' };
registerEnumType(Density, {
  name: 'Density',
  description: 'How close the rows of a list stand.',
  valuesConfig: {
    COMFORTABLE: { description: 'With space between them.' },
    COMPACT: { description: 'As many as fit.' },
  },
});

@ObjectType('ViewFilter', { description: 'One filter of a saved view.', simpleResolvers: true })
export class ViewFilterType implements ViewFilter {
  @Field(() => String, { description: 'Its name, as in the address of the list.' })
  name!: string;

  @Field(() => String, { description: 'Its value, as in the address of the list; `me` is whoever reads.' })
  value!: string;
}

@ObjectType('SavedView', {
  description: 'What somebody wants to see of a list again: filters, order, columns and density under a name.',
  simpleResolvers: true,
})
export class SavedViewType implements Omit<SavedViewRow, 'sort' | 'ownerKind' | 'ownerId'> {
  @Field(() => ID, { description: 'Names it in changes, and in the address of its list.' })
  id!: string;

  @Field(() => ViewedList, { description: 'Of which list.' })
  list!: keyof typeof ViewedList;

  @Field(() => String, { description: 'As its owner calls it.' })
  name!: string;

  @Field(() => [ViewFilterType], { description: 'By name; 20 at most.' })
  filters!: ViewFilter[];

  @Field(() => [String], { description: 'Columns that are shown; none for all that the list has.' })
  columns!: string[];

  @Field(() => Density, { description: 'How close the rows stand.' })
  density!: keyof typeof Density;

  @Field(() => Boolean, { description: 'Others who may read lists of curators see it, too.' })
  isShared!: boolean;

  @Field(() => String, { description: 'Who saved it.' })
  ownerName!: string;

  @Field(() => GraphQLDateTime, { description: 'When it was saved first.' })
  createdAt!: Date;

  @Field(() => Int, { description: 'Grows with every change; give it back in one.' })
  revision!: number;

  @Field(() => String, { description: 'Who changed it last.' })
  callerName!: string;

  @Field(() => GraphQLDateTime, { description: 'When it was changed last.' })
  changedAt!: Date;
}

export const SavedViewConnection = createConnectionType('SavedView', () => SavedViewType);

@ArgsType()
export class SavedViewListArguments extends ConnectionArguments {
  @Field(() => ViewedList, { nullable: true, description: 'Only those of this list.' })
  list?: keyof typeof ViewedList | null;
}

@InputType({ description: 'One filter of a view.' })
export class ViewFilterInput implements ViewFilter {
  @Field(() => String, { description: 'Its name, as in the address of the list.' })
  name!: string;

  @Field(() => String, { description: 'Its value, as in the address of the list; 500 characters at most.' })
  value!: string;
}

@InputType({ description: 'What a view shows.' })
export class SavedViewInput {
  @Field(() => String, { description: 'At most 100 characters; the owner has one view of that name for a list.' })
  name!: string;

  @Field(() => [ViewFilterInput], { defaultValue: [], description: 'At most 20, each name once.' })
  filters!: ViewFilterInput[];

  @Field(() => String, {
    nullable: true,
    description: 'Its order, as in the address of the list, such as `TITLE_ASC`; the usual one if left out.',
  })
  order?: string | null;

  @Field(() => [String], { nullable: true, description: 'Columns that are shown; all if left out.' })
  columns?: string[] | null;

  @Field(() => Density, { defaultValue: 'COMFORTABLE', description: 'How close the rows stand.' })
  density!: keyof typeof Density;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether others see it. Curators may share.' })
  isShared!: boolean;
}

@InputType({ description: 'A view to save.' })
export class CreateSavedViewInput extends KeyedInput {
  @Field(() => ViewedList, { description: 'Of which list.' })
  list!: keyof typeof ViewedList;

  @Field(() => SavedViewInput, { description: 'What it shows.' })
  view!: SavedViewInput;
}

@InputType()
abstract class SeenViewInput {
  @Field(() => ID, { description: 'Of the view.' })
  id!: string;

  @Field(() => Int, { description: '`revision` as it was seen. `CONFLICT` if it was changed since.' })
  expectedRevision!: number;
}

@InputType({ description: 'Which view is changed, and what it shows from now on.' })
export class UpdateSavedViewInput extends SeenViewInput {
  @Field(() => SavedViewInput, { description: 'All of it; what is left out is taken away.' })
  view!: SavedViewInput;
}

@InputType({ description: 'Which view is deleted.' })
export class DeleteSavedViewInput extends SeenViewInput {}

export const CreateSavedViewPayload = createPayloadType(
  'CreateSavedView',
  { name: 'view', type: () => SavedViewType },
  { payload: 'What was saved.', field: 'The view.' },
);

export const UpdateSavedViewPayload = createPayloadType(
  'UpdateSavedView',
  { name: 'view', type: () => SavedViewType },
  { payload: 'What became of a view.', field: 'The view as it is now.' },
);

@ObjectType({ description: 'A view that was deleted.', simpleResolvers: true })
export class DeleteSavedViewPayload {
  @Field(() => ID, { description: 'The `id` that it had.' })
  id!: string;
}
