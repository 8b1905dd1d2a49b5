/** What the screens of rules ask. */
import { graphql, type ResultOf } from '../api/graphql.js';

export const rulesQuery = graphql(`
  query Rules($contains: String, $onlyDead: Boolean, $first: Int!, $offset: Int!) {
    searchRules(contains: $contains, onlyDead: $onlyDead, first: $first, offset: $offset) {
      totalCount
      nodes {
        id
        name
        match
        words
        vendor
        product
        version
        kind
        validFrom
        validTo
        priority
        pins {
          target
          position
        }
        hides
        boosts {
          target
          kind
          product
          factor
        }
        redirect
        isEnabled
        note
        revision
        callerName
        changedAt
        deadTargets
      }
    }
  }
`);

export type Rule = ResultOf<typeof rulesQuery>['searchRules']['nodes'][number];

export const createRuleMutation = graphql(`
  mutation CreateRule($input: CreateSearchRuleInput!) {
    createSearchRule(input: $input) {
      rule {
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

export const updateRuleMutation = graphql(`
  mutation UpdateRule($input: UpdateSearchRuleInput!) {
    updateSearchRule(input: $input) {
      rule {
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

export const deleteRuleMutation = graphql(`
  mutation DeleteRule($input: DeleteSettingInput!) {
    deleteSearchRule(input: $input) {
      id
      userErrors {
        code
        message
        details
      }
    }
  }
`);

export const restoreRuleMutation = graphql(`
  mutation RestoreRule($id: ID!) {
    restoreSearchRule(input: { id: $id }) {
      rule {
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

export const previewQuery = graphql(`
  query PreviewSettings($input: SearchPreviewInput!) {
    searchPreview(input: $input) {
      after {
        appliedRules {
          id
          name
          effect
          target
          outcome
          reason
        }
      }
      moves {
        before
        after
        chunk {
          key
          headingPath
          document {
            title
          }
          version {
            label
          }
        }
      }
      changedQuestions {
        query
        searches
        moves {
          before
          after
        }
      }
    }
  }
`);

export type Preview = ResultOf<typeof previewQuery>['searchPreview'];
