/** What the operations screen asks for. */
import { graphql, type ResultOf } from '../../api/graphql.js';

export const operationsQuery = graphql(`
  query Operations {
    operations {
      mode
      waiting
      oldestSeconds
      deadLetters
      backupEveryMs
      backupsKept
      parts {
        name
        isThere
        isRequired
        ms
      }
      indexes {
        name
        state
        complete
      }
      models {
        name
        dimensions
        state
        passages
        missing
      }
    }
  }
`);

export const deadLettersQuery = graphql(`
  query DeadLetters($first: Int!, $offset: Int!) {
    deadLetters(first: $first, offset: $offset) {
      totalCount
      nodes {
        index
        status
        reason
        createdAt
        passage {
          id
          headingPath
        }
      }
    }
  }
`);

/** For administrators. */
export const settingsQuery = graphql(`
  query ServiceSettings {
    operations {
      backupEveryMs
      backupsKept
      backups {
        name
        at
        bytes
      }
      settings {
        name
        value
        isSet
        isMasked
      }
    }
  }
`);

export const findingsQuery = graphql(`
  query Findings {
    operations {
      findings {
        check
        state
        detail
      }
    }
  }
`);

export type Operations = ResultOf<typeof operationsQuery>['operations'];
export type Administered = ResultOf<typeof settingsQuery>['operations'];
export type DeadLetter = ResultOf<typeof deadLettersQuery>['deadLetters']['nodes'][number];
export type Finding = ResultOf<typeof findingsQuery>['operations']['findings'][number];
