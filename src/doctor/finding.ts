/** What an examination of the library found. */

/** `OK`; `REPAIRED`: was wrong and no longer is; `WARNING`: works, but should be looked at; `FAILED`: is wrong. */
export type FindingState = 'OK' | 'REPAIRED' | 'WARNING' | 'FAILED';

export interface Finding {
  /** What was examined; stable, for scripts. */
  readonly check: string;
  readonly state: FindingState;
  /** What was found and, where it is wrong, what to do. */
  readonly detail: string;
  /** Figures behind the detail. */
  readonly figures?: Readonly<Record<string, unknown>>;
}
