/** Loads a command when it runs: all of them take seconds, and `--version` needs none. */
import type { Command } from '../command.js';

export type Load<Arguments> = () => Promise<Command<Arguments>>;

/** Loads and runs a command. @param quiet its logs are warnings only, unless a setting says otherwise. */
export type RunCommand = <Arguments>(load: Load<Arguments>, given: Arguments, quiet?: boolean) => Promise<void>;

/** The commands, each in the file of its name. */
export const load = {
  serve: async () => (await import('../../commands/serve.js')).serve,
  worker: async () => (await import('../../commands/worker.js')).worker,
  ingest: async () => (await import('../../commands/ingest.js')).ingest,
  jobs: async () => (await import('../../commands/jobs.js')).jobs,
  accounts: async () => (await import('../../commands/accounts.js')).accounts,
  curation: async () => (await import('../../commands/curation.js')).curation,
  keys: async () => (await import('../../commands/keys.js')).keys,
  sources: async () => (await import('../../commands/sources.js')).sources,
  search: async () => (await import('../../commands/search.js')).search,
  compare: async () => (await import('../../commands/compare.js')).compare,
  coverage: async () => (await import('../../commands/coverage.js')).coverage,
  demand: async () => (await import('../../commands/demand.js')).demand,
  evaluate: async () => (await import('../../commands/eval.js')).evaluate,
  evaluateJudgements: async () => (await import('../../commands/eval-judgements.js')).evaluateJudgements,
  mcp: async () => (await import('../../commands/mcp.js')).mcp,
  doctor: async () => (await import('../../commands/doctor.js')).doctor,
  reindex: async () => (await import('../../commands/reindex.js')).reindex,
  migrate: async () => (await import('../../commands/migrate.js')).migrate,
  backup: async () => (await import('../../commands/backup.js')).backup,
  restore: async () => (await import('../../commands/restore.js')).restore,
  schema: async () => (await import('../../commands/schema.js')).schema,
};
