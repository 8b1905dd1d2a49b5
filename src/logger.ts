/** Structured logs, one JSON object a line on stderr, so that stdout carries only what a command prints. */
import { pino, type Logger } from 'pino';

export type { Logger };

const secretPaths = ['apiKey', 'password', 'authorization', '*.apiKey', '*.password', '*.authorization'];

export function createLogger(level: string): Logger {
  return pino(
    { level, base: null, redact: secretPaths, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination(2),
  );
}
