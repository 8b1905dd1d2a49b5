/** Shares PGlite's single session among connections: a transaction or an open exchange keeps the turn until it ends. */

export interface SingleSession {
  /** Runs whole protocol messages and hands out what the server answers. */
  run(bytes: Uint8Array, answer: (bytes: Uint8Array) => void): Promise<void>;
  inTransaction(): boolean;
  /** Ends whatever the session is in the middle of, so that the next connection finds it idle. */
  reset(): Promise<void>;
  /** Called when nobody is in the middle of anything, after a turn was answered. */
  betweenTurns(): Promise<void>;
}

export interface SessionTurnsOptions {
  /** A connection that holds a transaction and is silent for so long, while others wait, loses it. Milliseconds. */
  readonly idleInTransactionMs: number;
  /** The connection lost its transaction by being idle. */
  readonly onEvicted: (connection: number) => void;
  /** The session itself broke; nothing will run any more. */
  readonly onBroken: (error: unknown) => void;
}

interface Turn {
  readonly connection: number;
  readonly bytes: Uint8Array;
  readonly open: boolean;
  readonly answer: (bytes: Uint8Array) => void;
}

/** What waits for the session. */
interface Waiting {
  /** Null: of no connection; runs while nobody is in the middle of anything. */
  readonly connection: number | null;
  readonly open: boolean;
  run(): Promise<void>;
}

export interface SessionTurns {
  add(turn: Turn): void;
  /** Runs something else in a turn of its own; the session waits meanwhile. */
  alone<Result>(run: () => Promise<Result>): Promise<Result>;
  /** The connection is gone: what it had queued is dropped, what it had begun is rolled back. */
  leave(connection: number): void;
  /** Waits for the turn that is running; later ones are dropped. */
  stop(): Promise<void>;
}

export function createSessionTurns(session: SingleSession, options: SessionTurnsOptions): SessionTurns {
  const queue: Waiting[] = [];
  const gone = new Set<number>();
  let owner: number | null = null;
  let stopped = false;
  let running: Promise<void> | null = null;
  let idle: NodeJS.Timeout | undefined;

  function watchIdleOwner(): void {
    if (owner === null || queue.length === 0 || idle !== undefined || stopped) return;
    const held = owner;
    idle = setTimeout(() => {
      options.onEvicted(held);
      leave(held);
    }, options.idleInTransactionMs);
  }

  async function runNext(): Promise<boolean> {
    if (owner !== null && gone.has(owner)) {
      owner = null;
      await session.reset();
    }
    const at = owner === null ? 0 : queue.findIndex((turn) => turn.connection === owner);
    const [turn] = at < 0 ? [] : queue.splice(at, 1);
    if (turn === undefined) return false;
    owner = turn.connection;
    await turn.run();
    if (!turn.open && !session.inTransaction()) {
      owner = null;
      await session.betweenTurns();
    }
    return true;
  }

  async function runAll(): Promise<void> {
    try {
      while (!stopped && (await runNext()));
    } catch (error) {
      stopped = true;
      options.onBroken(error);
    }
  }

  function wake(): void {
    if (running !== null || stopped) return;
    clearTimeout(idle);
    idle = undefined;
    running = runAll().finally(() => {
      running = null;
      const more =
        owner === null ? queue.length > 0 : gone.has(owner) || queue.some((turn) => turn.connection === owner);
      if (more) wake();
      else watchIdleOwner();
    });
  }

  function enqueue(waiting: Waiting): void {
    queue.push(waiting);
    if (owner === null || owner === waiting.connection) wake();
    else watchIdleOwner();
  }

  function leave(connection: number): void {
    gone.add(connection);
    for (let at = queue.length - 1; at >= 0; at -= 1) if (queue[at]?.connection === connection) queue.splice(at, 1);
    if (owner === connection) wake();
  }

  return {
    add({ connection, bytes, open, answer }) {
      if (stopped || gone.has(connection)) return;
      enqueue({ connection, open, run: () => session.run(bytes, answer) });
    },
    alone: (run) =>
      new Promise((resolve, reject) => {
        if (stopped) reject(new Error('The session ends.'));
        enqueue({ connection: null, open: false, run: () => run().then(resolve, reject) });
      }),
    leave,
    async stop() {
      stopped = true;
      clearTimeout(idle);
      queue.length = 0;
      await running;
    },
  };
}
