/** Who asks. Made once, where a request enters, and handed to everything that answers it. */

export const ROLES = ['READER', 'CURATOR', 'ADMINISTRATOR'] as const;

/** What somebody is trusted with; each role may do what those before it may. */
export type Role = (typeof ROLES)[number];

export const KEY_SCOPES = ['READ', 'PROPOSE', 'CURATE', 'INGEST', 'OPERATE', 'ADMINISTER'] as const;

/** What an API key may be used for, within what its role allows. */
export type KeyScope = (typeof KEY_SCOPES)[number];

/** Where the request came in. */
export type Door = 'GRAPHQL' | 'MCP' | 'PAGE' | 'UPLOAD' | 'COMMAND_LINE';

export interface Caller {
  /** `MACHINE` is whoever works on the machine that the library is on. */
  readonly kind: 'ANONYMOUS' | 'MACHINE' | 'ACCOUNT' | 'KEY';
  /** The row of the account or key; null for the others. */
  readonly id: string | null;
  /** As shown in histories. */
  readonly name: string;
  /** Null when the library shows itself to nobody who has not signed in. */
  readonly role: Role | null;
  /** What a key is limited to; null for no limit besides the role. */
  readonly scopes: readonly KeyScope[] | null;
  readonly door: Door;
  /** Address that the request came from, if it came over HTTP. */
  readonly address?: string;
  /** Name that the program gives itself, if it does. */
  readonly client?: string;
  /** Asked not to be tracked (`DNT`, `Sec-GPC`): what it searches for is not logged. */
  readonly isUntracked?: boolean;
  /** Signing in, or a key, may allow more. */
  readonly canSignIn?: boolean;
  /** What this caller can do to be allowed more; part of refusals. */
  readonly remedy?: string;
}

/** The browser or program that a request came from, as far as signing in needs it. */
export interface Peer {
  readonly address: string;
  readonly userAgent: string;
  /** The session that it is signed in with. */
  readonly sessionId: string | null;
  /** Whether a page of this service sends the request, or no page at all. */
  readonly isSameOrigin: boolean;
  /** Gives the browser the secret of a session. */
  keepSession(secret: string, expiresAt: Date): void;
  dropSession(): void;
}

/** Somebody unknown, who may read what is public. */
export function anonymous(door: Door, remedy?: string): Caller {
  return {
    kind: 'ANONYMOUS',
    id: null,
    name: 'anonymous',
    role: 'READER',
    scopes: null,
    door,
    ...(remedy !== undefined && { remedy }),
  };
}

/** Whoever works on this machine and may do everything. */
export function thisMachine(door: Door): Caller {
  return { kind: 'MACHINE', id: null, name: 'this machine', role: 'ADMINISTRATOR', scopes: null, door };
}
