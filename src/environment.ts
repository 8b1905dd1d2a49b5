/** The environment as settings are written there: one schema; what is wrong is said with what to write instead. */
import { resolve } from 'node:path';
import { z } from 'zod';
import { rateLimitEnvironment } from './rate-limits.js';
import { duration, flag, optionalText, originsOf, pathsOf, urlOf, wholeNumber } from './setting-kinds.js';
import { checkSignIn, signInEnvironment } from './sign-in-settings.js';

export const environmentSchema = z
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
    PERSISTED_DOCUMENTS: pathsOf,
    PERSISTED_ONLY: flag,
    ALLOW_PRIVATE_ADDRESSES: flag,
    INGEST_ROOTS: pathsOf,
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
    EMBEDDING_TOKENIZER: optionalText.transform((value) => (value === undefined ? undefined : resolve(value))),
    BACKUP_EVERY: duration,
    BACKUP_KEEP: wholeNumber(1, 10_000, 'backups'),
    BACKUP_FOLDER: optionalText.transform((value) => (value === undefined ? undefined : resolve(value))),
    HTTP_CONNECTIONS: wholeNumber(10, 1_000_000, 'connections'),
    OPERATION_SECONDS: wholeNumber(1, 3_600, 'seconds'),
    OPERATION_TURN_SECONDS: wholeNumber(1, 600, 'seconds'),
    OPERATIONS_AT_ONCE: wholeNumber(2, 1_000, 'operations'),
    OPERATIONS_WAITING: wholeNumber(1, 100_000, 'operations'),
    JOBS_KEPT: wholeNumber(1, 100_000, 'jobs'),
    JOBS_KEPT_DAYS: wholeNumber(0, 36_500, 'days'),
    FEEDBACK: optionalText
      .refine((value) => value === undefined || ['everybody', 'accounts', 'off'].includes(value), {
        error: 'must be everybody, accounts or off',
      })
      .transform((value) => (value ?? 'everybody') as 'everybody' | 'accounts' | 'off'),
    QUERY_LOG: optionalText
      .refine((value) => value === undefined || ['off', 'counts', 'full'].includes(value), {
        error: 'must be off, counts or full',
      })
      .transform((value) => (value ?? 'full') as 'off' | 'counts' | 'full'),
    QUERY_LOG_DAYS: wholeNumber(1, 3_650, 'days'),
    DEMAND_WEBHOOK_URL: urlOf(['http:', 'https:'], 'https://hooks.example.com/mcdewey'),
    DEMAND_WEBHOOK_SECRET: optionalText.refine((value) => value === undefined || value.length >= 16, {
      error: 'must have 16 characters at least',
    }),
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
    if (env.EMBEDDING_TOKENIZER !== undefined && env.EMBEDDING_URL === undefined) {
      needs('EMBEDDING_URL', 'must be set when EMBEDDING_TOKENIZER is; a local model has its own');
    }
    if ((env.DEMAND_WEBHOOK_URL === undefined) !== (env.DEMAND_WEBHOOK_SECRET === undefined)) {
      const isUrl = env.DEMAND_WEBHOOK_URL === undefined;
      context.addIssue({
        code: 'custom',
        path: [isUrl ? 'DEMAND_WEBHOOK_URL' : 'DEMAND_WEBHOOK_SECRET'],
        message: isUrl
          ? 'must be set when DEMAND_WEBHOOK_SECRET is'
          : 'must be set when DEMAND_WEBHOOK_URL is: messages are signed',
      });
    }
    if (env.ELASTICSEARCH_URL !== undefined && env.DATABASE_URL === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['DATABASE_URL'],
        message: 'must be set when ELASTICSEARCH_URL is; the embedded library searches without Elasticsearch',
      });
    }
  });
