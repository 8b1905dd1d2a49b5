/** What asks for work, as the service counts it. */
import { graphql, type ResultOf } from '../../api/graphql.js';

export const todayQuery = graphql(`
  query Today {
    library {
      vendors
      products
      versions
      documents
    }
    running: ingestJobs(first: 1, filter: { states: [QUEUED, RUNNING] }) {
      totalCount
    }
    ingestSources(first: 100) {
      nodes {
        id
        location
        lastJob {
          id
          state
          acknowledgedAt
          counts {
            failed
          }
        }
      }
    }
    proposed: proposals(first: 1, filter: { states: [OPEN], kinds: [CORRECTION] }) {
      totalCount
    }
    feedback: proposals(first: 1, filter: { states: [OPEN], kinds: [FEEDBACK] }) {
      totalCount
    }
    curationReview(first: 1) {
      totalCount
    }
    orphanedCuration(first: 1) {
      totalCount
    }
    withoutText: documents(first: 1, filter: { withoutText: true }) {
      totalCount
    }
    unclassified: documents(first: 1, filter: { kinds: [OTHER], undecided: ["kind"] }) {
      totalCount
    }
    withoutLanguage: documents(first: 1, filter: { languages: [""], undecided: ["language"] }) {
      totalCount
    }
    titledByName: documents(first: 1, filter: { titleFromName: true, hasStatedTitle: true }) {
      totalCount
    }
    drafts: documents(first: 1, filter: { states: [DRAFT] }) {
      totalCount
    }
    unassigned: products(first: 1, filter: { vendors: ["unassigned"] }) {
      totalCount
    }
  }
`);

export type TodayAnswer = ResultOf<typeof todayQuery>;
