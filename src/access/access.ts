/** Accounts, sessions and keys of one library, as the rest of the program uses them. */
import type { DataSource } from 'typeorm';
import type { Logger } from '../logger.js';
import { createAccounts, type Accounts } from './accounts.js';
import { createApiKeys, type ApiKeys } from './api-keys.js';
import { recordAudit } from './audit.js';
import { createPasswords } from './passwords.js';
import { createPrincipals, type Principals } from './principals.js';
import { createSessions, type Sessions } from './sessions.js';
import { createThrottle } from './throttle.js';

export interface Access {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly keys: ApiKeys;
  readonly principals: Principals;
}

export function createAccess(dataSource: DataSource, logger: Logger): Access {
  const principals = createPrincipals(dataSource, (caller) =>
    recordAudit(dataSource.manager, caller, { action: 'KEY_USED', subject: caller.name }).catch((error: unknown) => {
      logger.warn({ err: error }, 'the first use of a key could not be written down');
    }),
  );
  const parts = { dataSource, principals, passwords: createPasswords() };
  return {
    accounts: createAccounts(parts),
    sessions: createSessions(parts, createThrottle()),
    keys: createApiKeys(parts),
    principals,
  };
}
