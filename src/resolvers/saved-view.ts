/** Saved views: listed, saved, shared, changed, deleted. */
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { changeView, createView, isOwnView, mayChangeView, removeView, sightOf } from '../curation/saved-views.js';
import { NotFoundError } from '../errors.js';
import { connectPlaced } from '../graphql/connect.js';
import type { RequestContext } from '../graphql/context.js';
import { type Connection, connectionField } from '../schema/connection.js';
import type { Fields } from '../schema/fields.js';
import { Restricted } from '../schema/restricted.js';
import {
  CreateSavedViewInput,
  CreateSavedViewPayload,
  DeleteSavedViewInput,
  DeleteSavedViewPayload,
  SavedViewConnection,
  SavedViewListArguments,
  SavedViewType,
  UpdateSavedViewInput,
  UpdateSavedViewPayload,
} from '../schema/saved-view.js';
import { savedViewById, savedViews, type SavedViewRow } from '../store/queries/saved-views.js';
import { isUuid } from '../uuid.js';

/** @throws NotFoundError for what is no id of a view. */
function viewIdOf(id: string): string {
  if (isUuid(id)) return id;
  throw new NotFoundError('There is no such view any more.', { field: 'id' });
}

@Resolver(() => SavedViewType)
export class SavedViewResolver {
  @Restricted('views.keep')
  @Query(
    () => SavedViewConnection,
    connectionField('Views that the caller saved, by name, and behind them those that others share with curators.'),
  )
  async savedViews(
    @Args(() => SavedViewListArguments) { list, ...page }: SavedViewListArguments,
    @Ctx() { dataSource, caller }: RequestContext,
  ): Promise<Connection<SavedViewRow>> {
    const all = await savedViews(dataSource, sightOf(caller));
    const rows = all.filter((view) => list == null || view.list === list);
    return connectPlaced({ name: 'savedViews' }, page, rows, ({ id }) => id);
  }

  @Restricted('views.keep')
  @Query(() => SavedViewType, { nullable: true, description: 'One view; null if there is none that you may see.' })
  savedView(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { dataSource, caller }: RequestContext,
  ): Promise<SavedViewRow | null> {
    return isUuid(id) ? savedViewById(dataSource, id, sightOf(caller)) : Promise.resolve(null);
  }

  @Restricted('views.keep')
  @Mutation(() => CreateSavedViewPayload, {
    description: 'Saves a view of a list. `CONFLICT` if you have one of that name.',
  })
  async createSavedView(
    @Arg('input', () => CreateSavedViewInput, { description: 'What it shows, and of which list.' })
    { list, view }: CreateSavedViewInput,
    @Ctx() { dataSource, caller }: RequestContext,
  ): Promise<{ readonly view: SavedViewRow }> {
    return { view: await createView(dataSource, list, view, caller) };
  }

  @Restricted('views.keep')
  @Mutation(() => UpdateSavedViewPayload, {
    description:
      'Changes a view as a whole: one of your own, or any if you administer. `CONFLICT` if it was changed since.',
  })
  async updateSavedView(
    @Arg('input', () => UpdateSavedViewInput, { description: 'Which one, and what it shows from now on.' })
    { view, id, expectedRevision }: UpdateSavedViewInput,
    @Ctx() { dataSource, caller }: RequestContext,
  ): Promise<{ readonly view: SavedViewRow }> {
    return { view: await changeView(dataSource, { id: viewIdOf(id), expectedRevision }, view, caller) };
  }

  @Restricted('views.keep')
  @Mutation(() => DeleteSavedViewPayload, {
    description: 'Deletes a view: one of your own, or any if you administer. `CONFLICT` if it was changed since.',
  })
  async deleteSavedView(
    @Arg('input', () => DeleteSavedViewInput, { description: 'Which one.' })
    { id, expectedRevision }: DeleteSavedViewInput,
    @Ctx() { dataSource, caller }: RequestContext,
  ): Promise<Fields<DeleteSavedViewPayload>> {
    return { id: await removeView(dataSource, { id: viewIdOf(id), expectedRevision }, caller) };
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Its order, as in the address of the list; null for the usual one.',
  })
  order(@Root() { sort }: SavedViewRow): string | null {
    return sort;
  }

  @FieldResolver(() => Boolean, { description: 'Whether you saved it.' })
  isOwn(@Root() view: SavedViewRow, @Ctx() { caller }: RequestContext): boolean {
    return isOwnView(view, caller);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may change and delete it.' })
  mayChange(@Root() view: SavedViewRow, @Ctx() { caller }: RequestContext): boolean {
    return mayChangeView(view, caller);
  }
}
