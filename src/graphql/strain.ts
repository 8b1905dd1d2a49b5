/** Whether a queue keeps up with what comes: what was refused lately, and how many had a turn. */

/** After a refusal, a queue counts as overloaded for so long. Milliseconds. */
const lastsMs = 3_000;

export interface StrainState {
  /** Somebody was refused within the last seconds, because too many waited, or for too long. */
  readonly isOverloaded: boolean;
  /** How many had a turn, about, in the time that one may wait: of more that wait, some wait in vain. */
  readonly turns: number;
}

export interface Strain {
  tookTurn(): void;
  refused(): void;
  state(): StrainState;
}

/** @param waitMs how long one may wait. Milliseconds. */
export function createStrain(waitMs: number): Strain {
  let refusedAt = -Infinity;
  let window = 0;
  let [turns, turnsBefore] = [0, 0];

  function lookAtClock(): number {
    const now = performance.now();
    const current = Math.floor(now / waitMs);
    if (current !== window) {
      turnsBefore = current === window + 1 ? turns : 0;
      turns = 0;
      window = current;
    }
    return now;
  }

  return {
    tookTurn() {
      lookAtClock();
      turns += 1;
    },
    refused() {
      refusedAt = performance.now();
    },
    state() {
      const now = lookAtClock();
      return { isOverloaded: now - refusedAt < lastsMs, turns: Math.max(turns, turnsBefore) };
    },
  };
}
