/** What saved views ask. */
import { graphql, type ResultOf } from '../api/graphql.js';

const viewFields = graphql(`
  fragment ViewFields on SavedView {
    id
    list
    name
    filters {
      name
      value
    }
    order
    columns
    density
    isShared
    isOwn
    mayChange
    ownerName
    callerName
    revision
  }
`);

export const viewsQuery = graphql(
  `
    query SavedViews($list: ViewedList!) {
      savedViews(list: $list, first: 100) {
        nodes {
          ...ViewFields
        }
      }
    }
  `,
  [viewFields],
);

export const viewQuery = graphql(
  `
    query SavedView($id: ID!) {
      savedView(id: $id) {
        ...ViewFields
      }
    }
  `,
  [viewFields],
);

export type View = ResultOf<typeof viewsQuery>['savedViews']['nodes'][number];
export type ViewedList = View['list'];

export const createViewMutation = graphql(`
  mutation CreateSavedView($input: CreateSavedViewInput!) {
    createSavedView(input: $input) {
      view {
        id
      }
      userErrors {
        code
        message
        details
      }
    }
  }
`);

export const updateViewMutation = graphql(`
  mutation UpdateSavedView($input: UpdateSavedViewInput!) {
    updateSavedView(input: $input) {
      view {
        id
        revision
      }
      userErrors {
        code
        message
        details
      }
    }
  }
`);

export const deleteViewMutation = graphql(`
  mutation DeleteSavedView($input: DeleteSavedViewInput!) {
    deleteSavedView(input: $input) {
      id
      userErrors {
        code
        message
        details
      }
    }
  }
`);
