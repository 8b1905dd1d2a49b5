/** SQLSTATE of a transaction that waited for one that waited for it. */
const deadlockDetected = '40P01';

/** Whether Postgres ended a transaction because of another. It was undone, and may be tried again. */
export function isDeadlock(error: unknown): boolean {
  return error instanceof Error && (error as Error & { code?: unknown }).code === deadlockDetected;
}
