/** Settings: one schema over the environment; every problem is reported at once, with what to write instead. */
import { delimiter, join, resolve } from 'node:path';
import { z } from 'zod';
import { ConfigError } from './errors.js';
import { rateLimitEnvironment, rateLimitsOf, type RateLimitSettings } from './rate-limits.js';
import { duration, flag, optionalText, originsOf, urlOf, wholeNumber } from './setting-kinds.js';
import { checkSignIn, signInEnvironment, signInSettingsOf, type SignInSettings } from './sign-in-settings.js';

const environmentSchema = z
  .object({
    HOST: optionalText.transform((value) => value ?? '127.0.0.1'),
    PORT: optionalText
      .refine((value) => value === undefined || (/^\d{1,5}$/.test(value) && Number(value) <= 65_535), {
        error: 'must be a port number from 0 to 65535 (0 picks a free one)',
      })
      .transform((value) => Number(value ?? 4000)),
    PUBLIC_URL: urlOf(['http:', 'https:'], 'https://docs.example.com'),
    MCDEWEY_DATA: optionalText.transform((value) => resolve(value ?? '.mcdewey')),
    DURABILITY: optionalText
      .refine((value) => value === undefined || value === 'full' || value === 'relaxed', {
        error: 'must be full or relaxed',
      })
      .transform((value) => (value === 'relaxed' ? ('relaxed' as const) : ('full' as const))),
    MCDEWEY_WORKERS: optionalText
      .refine((value) => value === undefined || /^([1-9]|[1-5]\d|6[0-4])$/.test(value), {
        error: 'must be a number of embedding processes from 1 to 64',
      })
      .transform((value) => (value === undefined ? undefined : Number(value))),
    WORKER_GROUP: optionalText,
    DATABASE_POOL: optionalText
      .refine((value) => value === undefined || /^([2-9]|[1-9]\d|1\d\d|200)$/.test(value), {
        error: 'must be a number of connections from 2 to 200',
      })
      .transform((value) => (value === undefined ? undefined : Number(value))),
    SHUTDOWN_DELAY: optionalText
      .refine((value) => value === undefined || /^([0-9]|[1-9]\d|[12]\d\d|300)$/.test(value), {
        error: 'must be a number of seconds from 0 to 300',
      })
      .transform((value) => Number(value ?? 0)),
    ALLOW_REMOTE_CHANGES: optionalText.refine((value) => value === undefined || value === 'false', {
      error:
        'is no longer a setting: create an administrator (`mcdewey accounts link`), then changes need an account or a key',
    }),
    REQUIRE_LOGIN: flag,
    ...signInEnvironment,
    ...rateLimitEnvironment,
    ALLOWED_ORIGINS: originsOf,
    ALLOW_PRIVATE_ADDRESSES: flag,
    INGEST_ROOTS: optionalText.transform((value) =>
      value === undefined
        ? undefined
        : value
            .split(delimiter)
            .filter((path) => path !== '')
            .map((path) => resolve(path)),
    ),
    DATABASE_URL: urlOf(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/mcdewey'),
    ELASTICSEARCH_URL: urlOf(['http:', 'https:'], 'http://localhost:9200'),
    ELASTICSEARCH_PREFIX: optionalText
      .refine((value) => value === undefined || /^[a-z][a-z0-9-]{0,63}$/.test(value), {
        error: 'must be lower-case letters, digits and hyphens, beginning with a letter, 64 at most',
      })
      .transform((value) => value ?? 'mcdewey'),
    EMBEDDING_URL: urlOf(['http:', 'https:'], 'http://localhost:11434/v1'),
    EMBEDDING_MODEL: optionalText,
    EMBEDDING_API_KEY: optionalText,
    BACKUP_EVERY: duration,
    BACKUP_KEEP: wholeNumber(1, 10_000, 'backups'),
    BACKUP_FOLDER: optionalText.transform((value) => (value === undefined ? undefined : resolve(value))),
    JOBS_KEPT: wholeNumber(1, 100_000, 'jobs'),
    JOBS_KEPT_DAYS: wholeNumber(0, 36_500, 'days'),
    FEEDBACK: optionalText
      .refine((value) => value === undefined || ['everybody', 'accounts', 'off'].includes(value), {
        error: 'must be everybody, accounts or off',
      })
      .transform((value) => (value ?? 'everybody') as FeedbackSetting),
    QUERY_LOG: optionalText
      .refine((value) => value === undefined || ['off', 'counts', 'full'].includes(value), {
        error: 'must be off, counts or full',
      })
      .transform((value) => (value ?? 'full') as QueryLogSettings['mode']),
    QUERY_LOG_DAYS: wholeNumber(1, 3_650, 'days'),
    COVERAGE_THIN_PERCENT: wholeNumber(0, 100, 'percent'),
    COVERAGE_NO_TEXT_PERCENT: wholeNumber(0, 100, 'percent'),
    COVERAGE_WARNINGS_PERCENT: wholeNumber(0, 10_000, 'percent'),
    COVERAGE_MOST_PERCENT: wholeNumber(0, 100, 'percent'),
    COVERAGE_UNCHECKED_DAYS: wholeNumber(1, 36_500, 'days'),
    PDF_OCR_COMMAND: optionalText,
    PDF_MEMORY_MB: wholeNumber(192, 65_536, 'megabytes'),
    PDF_SECONDS: wholeNumber(1, 3_600, 'seconds'),
    PDF_PAGES: wholeNumber(1, 1_000_000, 'pages'),
    LOG_LEVEL: optionalText
      .refine((value) => value === undefined || ['fatal', 'error', 'warn', 'info', 'debug', 'silent'].includes(value), {
        error: 'must be one of fatal, error, warn, info, debug, silent',
      })
      .transform((value) => value ?? 'info'),
  })
  .superRefine((env, context) => {
    checkSignIn(env, context);
    const needs = (name: 'EMBEDDING_MODEL' | 'EMBEDDING_URL', because: string): void => {
      context.addIssue({ code: 'custom', path: [name], message: because });
    };
    if (env.EMBEDDING_URL !== undefined && env.EMBEDDING_MODEL === undefined) {
      needs('EMBEDDING_MODEL', 'must name the model to ask EMBEDDING_URL for');
    }
    if (env.EMBEDDING_API_KEY !== undefined && env.EMBEDDING_URL === undefined) {
      needs('EMBEDDING_URL', 'must be set when EMBEDDING_API_KEY is; the local model needs no key');
    }
    if (env.ELASTICSEARCH_URL !== undefined && env.DATABASE_URL === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['DATABASE_URL'],
        message: 'must be set when ELASTICSEARCH_URL is; the embedded library searches without Elasticsearch',
      });
    }
  });

export interface EmbeddingSettings {
  /** Base of an OpenAI-compatible API; absent means a model on this machine. */
  readonly url?: string;
  /** Model name for the endpoint, `gte-small`, `minilm`, or a folder with a BERT-type model. */
  readonly model?: string;
  readonly apiKey?: string;
  /** Processes of the local model. */
  readonly workers?: number;
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
  readonly jobHistory: JobHistorySettings;
  readonly coverage: CoverageSettings;
  readonly queryLog: QueryLogSettings;
  /** Absent: everybody. */
  readonly feedback?: FeedbackSetting;
  /** Absent: none is written unless somebody asks for one. */
  readonly backups?: BackupSettings;
  readonly logLevel: string;
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
    shutdownDelay: env.SHUTDOWN_DELAY,
    ...(env.DATABASE_POOL !== undefined && { databasePool: env.DATABASE_POOL }),
    requireLogin: env.REQUIRE_LOGIN,
    signIn: signInSettingsOf(env),
    rateLimits: rateLimitsOf(env),
    ...(env.ALLOWED_ORIGINS !== undefined && { allowedOrigins: Object.freeze(env.ALLOWED_ORIGINS) }),
    allowPrivateAddresses: env.ALLOW_PRIVATE_ADDRESSES,
    ...(env.INGEST_ROOTS !== undefined && { ingestRoots: Object.freeze(env.INGEST_ROOTS) }),
    elasticsearchPrefix: env.ELASTICSEARCH_PREFIX,
    ...(env.PUBLIC_URL !== undefined && { publicUrl: env.PUBLIC_URL.replace(/\/+$/, '') }),
    ...(env.WORKER_GROUP !== undefined && { workerGroup: env.WORKER_GROUP }),
    ...(env.DATABASE_URL !== undefined && { databaseUrl: env.DATABASE_URL }),
    ...(env.ELASTICSEARCH_URL !== undefined && { elasticsearchUrl: env.ELASTICSEARCH_URL }),
    jobHistory: Object.freeze({ jobs: env.JOBS_KEPT ?? 20, days: env.JOBS_KEPT_DAYS ?? 30 }),
    feedback: env.FEEDBACK,
    queryLog: Object.freeze({ mode: env.QUERY_LOG, days: env.QUERY_LOG_DAYS ?? 90 }),
    coverage: Object.freeze({
      thinShare: (env.COVERAGE_THIN_PERCENT ?? 25) / 100,
      noTextShare: (env.COVERAGE_NO_TEXT_PERCENT ?? 5) / 100,
      warningShare: (env.COVERAGE_WARNINGS_PERCENT ?? 10) / 100,
      mostShare: (env.COVERAGE_MOST_PERCENT ?? 50) / 100,
      uncheckedDays: env.COVERAGE_UNCHECKED_DAYS ?? 30,
    }),
    ...(env.BACKUP_EVERY !== undefined && {
      backups: Object.freeze({
        everyMs: env.BACKUP_EVERY,
        keep: env.BACKUP_KEEP ?? 7,
        folder: env.BACKUP_FOLDER ?? join(env.MCDEWEY_DATA, 'backups'),
      }),
    }),
    pdf: Object.freeze({
      ...(env.PDF_OCR_COMMAND !== undefined && { ocrCommand: env.PDF_OCR_COMMAND }),
      limits: Object.freeze({
        ...(env.PDF_MEMORY_MB !== undefined && { memoryMb: env.PDF_MEMORY_MB }),
        ...(env.PDF_SECONDS !== undefined && { stallSeconds: env.PDF_SECONDS }),
        ...(env.PDF_PAGES !== undefined && { pages: env.PDF_PAGES }),
      }),
    }),
    embedding: Object.freeze({
      ...(env.EMBEDDING_URL !== undefined && { url: env.EMBEDDING_URL }),
      ...(env.EMBEDDING_MODEL !== undefined && { model: env.EMBEDDING_MODEL }),
      ...(env.EMBEDDING_API_KEY !== undefined && { apiKey: env.EMBEDDING_API_KEY }),
      ...(env.MCDEWEY_WORKERS !== undefined && { workers: env.MCDEWEY_WORKERS }),
    }),
  });
}
