/** Tells a lost or refused connection from an error that the statement itself made. */

/** SQLSTATE classes 08 (connection), 57P (shutdown, crash) and 53 (resources), 25P03 (idle too long), and what sockets report. */
const lostCodes = /^(08|57P|53|25P03)|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;
const lostMessages =
  /connection terminated|connection error|is not queryable|connection timeout|timeout exceeded when trying to connect|query runner (was )?already released|driver not connected/i;

export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as Error & { code?: unknown; syscall?: unknown };
  if (typeof code === 'string' && lostCodes.test(code)) return true;
  // A socket's file that is gone; any other file that is missing has nothing to do with Postgres.
  if (code === 'ENOENT' && syscall === 'connect') return true;
  return lostMessages.test(error.message);
}
