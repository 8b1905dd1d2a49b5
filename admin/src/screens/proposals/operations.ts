/** What the queue of proposals asks. */
import { graphql, type ResultOf } from '../../api/graphql.js';

export const proposalsQuery = graphql(`
  query Proposals($filter: ProposalFilterInput!, $first: Int!, $offset: Int!) {
    proposals(filter: $filter, first: $first, offset: $offset) {
      totalCount
      nodes {
        id
        at
        kind
        state
        subjectKind
        subjectPath
        isStale
        chunkKey
        quote
        note
        authorName
        door
        reviewerName
        reviewedAt
        reason
        changes {
          field
          base
          current
          proposed
          isReset
          isStale
        }
      }
    }
  }
`);

export type Proposal = ResultOf<typeof proposalsQuery>['proposals']['nodes'][number];
export type ProposedChange = Proposal['changes'][number];

const refusal = graphql(`
  fragment Refusal on ProposalRefusal {
    proposal {
      subjectPath
    }
    userErrors {
      message
    }
  }
`);

export const acceptMutation = graphql(
  `
    mutation AcceptProposals($input: AcceptProposalsInput!) {
      acceptProposals(input: $input) {
        bulkId
        changed
        changeIds
        accepted {
          id
        }
        refused {
          ...Refusal
        }
        userErrors {
          code
          message
          details
        }
      }
    }
  `,
  [refusal],
);

export const rejectMutation = graphql(
  `
    mutation RejectProposals($input: RejectProposalsInput!) {
      answer: rejectProposals(input: $input) {
        closed {
          id
        }
        refused {
          ...Refusal
        }
        userErrors {
          code
          message
          details
        }
      }
    }
  `,
  [refusal],
);

export const closeMutation = graphql(
  `
    mutation CloseFeedback($input: CloseFeedbackInput!) {
      answer: closeFeedback(input: $input) {
        closed {
          id
        }
        refused {
          ...Refusal
        }
        userErrors {
          code
          message
          details
        }
      }
    }
  `,
  [refusal],
);

/** Proposals that were not answered. */
export type Refused = readonly ResultOf<typeof refusal>[];
