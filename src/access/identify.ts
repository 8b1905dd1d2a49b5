/** Finds out who sends an HTTP request. There are no accounts, so it is whoever is on this machine, or somebody unknown. */
import type { IncomingMessage } from 'node:http';
import { anonymous, thisMachine, type Caller, type Door } from '../caller.js';
import { whyNotLocal, type LocalRequestOptions } from './local-request.js';

export interface IdentifyOptions extends LocalRequestOptions {
  readonly allowRemoteChanges: boolean;
}

export type Identify = (request: Pick<IncomingMessage, 'headers'>, door: Door) => Caller;

const remedy = 'Set ALLOW_REMOTE_CHANGES=true if everybody who reaches this service may, or use the command line.';

const refusals = {
  REACHABLE: `This service can be reached from elsewhere, so nobody may over the network. ${remedy}`,
  ELSEWHERE: `Only callers on this machine may. ${remedy}`,
} as const;

export function createIdentify({ allowRemoteChanges, ...options }: IdentifyOptions): Identify {
  return ({ headers }, door) => {
    const reason = allowRemoteChanges ? null : whyNotLocal(headers, options);
    return reason === null ? thisMachine(door) : anonymous(door, refusals[reason]);
  };
}
