/** Settings, read from the environment; every problem is reported at once. */
import { join } from 'node:path';
import type { z } from 'zod';
import { environmentSchema } from './environment.js';
import { ConfigError } from './errors.js';
import { rateLimitsOf, type RateLimitSettings } from './rate-limits.js';
import { settingsInForce, type SettingInForce } from './settings-in-force.js';
import { signInSettingsOf, type SignInSettings } from './sign-in-settings.js';

export interface EmbeddingSettings {
  /** Base of an OpenAI-compatible API; absent means a model on this machine. */
  readonly url?: string;
  /** Model name for the endpoint, `gte-small`, `minilm`, or a folder with a BERT-type model. */
  readonly model?: string;
  readonly apiKey?: string;
  /** Processes of the local model. */
  readonly workers?: number;
}

/** GraphQL documents that are known beforehand. */
export interface PersistedSettings {
  /** Files that list them. */
  readonly manifests: readonly string[];
  /** Nothing else is answered over HTTP. */
  readonly only: boolean;
}

/** What the process takes on at once, and for how long. */
export interface OperationSettings {
  /** An operation that is not answered by then fails. */
  readonly seconds: number;
  /** One that has not had its turn by then is refused. */
  readonly turnSeconds: number;
  /** Absent: as many as suit the kind of store. */
  readonly atOnce?: number;
  /** Those beyond these are refused. */
  readonly waiting: number;
}

/** Jobs that are kept: the last of each source, and all that are young. */
export interface JobHistorySettings {
  readonly jobs: number;
  readonly days: number;
}

/** Who may say that something is wrong with a passage: whoever may read it, only accounts and keys, or nobody. */
export type FeedbackSetting = 'everybody' | 'accounts' | 'off';

/** What is kept of searches: nothing, counts of days, or each with its words for `days` and counts after that. */
export interface QueryLogSettings {
  readonly mode: 'off' | 'counts' | 'full';
  readonly days: number;
}

/** Who is told of questions; absent: nobody. */
export interface DemandWebhook {
  readonly url: string;
  /** Key that messages are signed with. */
  readonly secret: string;
}

/** When a cell of the coverage matrix is thin, without text and so on. Shares are parts of 1. */
export interface CoverageSettings {
  readonly thinShare: number;
  readonly noTextShare: number;
  readonly warningShare: number;
  readonly mostShare: number;
  readonly uncheckedDays: number;
}

/** Backups that a service writes by itself. */
export interface BackupSettings {
  readonly everyMs: number;
  /** The newest that are kept. */
  readonly keep: number;
  /** Absolute path. */
  readonly folder: string;
}

export interface PdfReadingSettings {
  /** Text recognition for pages without a text layer: a program that is given the file's path and a page's number. */
  readonly ocrCommand?: string;
  readonly limits: {
    readonly memoryMb?: number;
    /** Without another page. */
    readonly stallSeconds?: number;
    readonly pages?: number;
  };
}

export interface Config {
  readonly host: string;
  readonly port: number;
  /** Address that links are made with when the service stands behind another one. */
  readonly publicUrl?: string;
  /** Absolute path of the data folder (embedded Postgres, lock). */
  readonly dataDir: string;
  /** When the embedded Postgres acknowledges a commit: `full`, once it is on the disk; `relaxed`, up to about a second before. */
  readonly durability: 'full' | 'relaxed';
  /** Workers of one group see the same files under the same paths and share their jobs. Absent: this machine's name. */
  readonly workerGroup?: string;
  /** Shows the library to nobody who has not signed in. */
  readonly requireLogin?: boolean;
  readonly signIn: SignInSettings;
  readonly rateLimits: RateLimitSettings;
  /** Origins whose web pages may use the API; `*` for all. */
  readonly allowedOrigins?: readonly string[];
  readonly persisted?: PersistedSettings;
  /** Lets crawls and fetches reach loopback and private addresses. */
  readonly allowPrivateAddresses?: boolean;
  /** Folders that callers of the API may have ingested from. Absent: what the command line was given. */
  readonly ingestRoots?: readonly string[];
  /** Absent means the embedded Postgres. */
  readonly databaseUrl?: string;
  /** Connections to the server that `databaseUrl` names, at most. */
  readonly databasePool?: number;
  /** Seconds between failing the readiness check and taking no more connections, for balancers to notice. */
  readonly shutdownDelay: number;
  readonly elasticsearchUrl?: string;
  /** Beginning of the names of indexes, so that several libraries can share an Elasticsearch. */
  readonly elasticsearchPrefix: string;
  readonly embedding: EmbeddingSettings;
  readonly pdf: PdfReadingSettings;
  /** Connections over HTTP at once; absent: 2,000. */
  readonly connections?: number;
  readonly operations: OperationSettings;
  readonly jobHistory: JobHistorySettings;
  readonly coverage: CoverageSettings;
  readonly queryLog: QueryLogSettings;
  readonly demandWebhook?: DemandWebhook;
  /** Absent: everybody. */
  readonly feedback?: FeedbackSetting;
  /** Absent: none is written unless somebody asks for one. */
  readonly backups?: BackupSettings;
  readonly logLevel: string;
  /** All of them, fit to be shown. */
  readonly settings: readonly SettingInForce[];
}

/**
 * @param environment usually `process.env`; names that are not settings are ignored.
 * @throws ConfigError naming every wrong setting.
 */
export function loadConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new ConfigError(`The settings are not usable:\n${problems.map((line) => `  - ${line}`).join('\n')}`, {
      problems,
    });
  }
  const env = parsed.data;
  return Object.freeze({
    host: env.HOST,
    port: env.PORT,
    dataDir: env.MCDEWEY_DATA,
    durability: env.DURABILITY,
    logLevel: env.LOG_LEVEL,
    settings: Object.freeze(settingsInForce(Object.keys(environmentSchema.shape), env, environment)),
    shutdownDelay: env.SHUTDOWN_DELAY,
    requireLogin: env.REQUIRE_LOGIN,
    signIn: signInSettingsOf(env),
    rateLimits: rateLimitsOf(env),
    persisted: Object.freeze({ manifests: env.PERSISTED_DOCUMENTS ?? [], only: env.PERSISTED_ONLY }),
    allowPrivateAddresses: env.ALLOW_PRIVATE_ADDRESSES,
    elasticsearchPrefix: env.ELASTICSEARCH_PREFIX,
    feedback: env.FEEDBACK,
    queryLog: Object.freeze({ mode: env.QUERY_LOG, days: env.QUERY_LOG_DAYS ?? 90 }),
    jobHistory: Object.freeze({ jobs: env.JOBS_KEPT ?? 20, days: env.JOBS_KEPT_DAYS ?? 30 }),
    operations: operationSettings(env),
    coverage: coverageSettings(env),
    pdf: pdfSettings(env),
    embedding: present({
      url: env.EMBEDDING_URL,
      model: env.EMBEDDING_MODEL,
      apiKey: env.EMBEDDING_API_KEY,
      tokenizer: env.EMBEDDING_TOKENIZER,
      workers: env.MCDEWEY_WORKERS,
    }),
    ...present({
      databasePool: env.DATABASE_POOL,
      allowedOrigins: env.ALLOWED_ORIGINS && Object.freeze(env.ALLOWED_ORIGINS),
      ingestRoots: env.INGEST_ROOTS && Object.freeze(env.INGEST_ROOTS),
      publicUrl: env.PUBLIC_URL?.replace(/\/+$/, ''),
      workerGroup: env.WORKER_GROUP,
      databaseUrl: env.DATABASE_URL,
      elasticsearchUrl: env.ELASTICSEARCH_URL,
      connections: env.HTTP_CONNECTIONS,
      demandWebhook: demandWebhook(env),
      backups: backupSettings(env),
    }),
  });
}

type Environment = z.infer<typeof environmentSchema>;
type Present<Values> = { readonly [Name in keyof Values]?: Exclude<Values[Name], undefined> };

/** Without what is not set. */
function present<Values extends object>(values: Values): Present<Values> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.freeze(Object.fromEntries(entries));
}

function operationSettings(env: Environment): OperationSettings {
  return Object.freeze({
    seconds: env.OPERATION_SECONDS ?? 15,
    turnSeconds: env.OPERATION_TURN_SECONDS ?? 1,
    waiting: env.OPERATIONS_WAITING ?? 100,
    ...present({ atOnce: env.OPERATIONS_AT_ONCE }),
  });
}

function coverageSettings(env: Environment): CoverageSettings {
  return Object.freeze({
    thinShare: (env.COVERAGE_THIN_PERCENT ?? 25) / 100,
    noTextShare: (env.COVERAGE_NO_TEXT_PERCENT ?? 5) / 100,
    warningShare: (env.COVERAGE_WARNINGS_PERCENT ?? 10) / 100,
    mostShare: (env.COVERAGE_MOST_PERCENT ?? 50) / 100,
    uncheckedDays: env.COVERAGE_UNCHECKED_DAYS ?? 30,
  });
}

function pdfSettings(env: Environment): PdfReadingSettings {
  const limits = present({ memoryMb: env.PDF_MEMORY_MB, stallSeconds: env.PDF_SECONDS, pages: env.PDF_PAGES });
  return Object.freeze({ ...present({ ocrCommand: env.PDF_OCR_COMMAND }), limits });
}

function demandWebhook({ DEMAND_WEBHOOK_URL: url, DEMAND_WEBHOOK_SECRET: secret }: Environment) {
  return url === undefined || secret === undefined ? undefined : Object.freeze({ url, secret });
}

function backupSettings(env: Environment): BackupSettings | undefined {
  if (env.BACKUP_EVERY === undefined) return undefined;
  return Object.freeze({
    everyMs: env.BACKUP_EVERY,
    keep: env.BACKUP_KEEP ?? 7,
    folder: env.BACKUP_FOLDER ?? join(env.MCDEWEY_DATA, 'backups'),
  });
}
