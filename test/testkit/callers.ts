/** Callers as they are while nobody administers a library: this machine, or somebody unknown. */
import { whyNotLocal } from '../../src/access/local-request.js';
import { anonymous, thisMachine } from '../../src/caller.js';
import type { RequestCallers } from '../../src/server/request-callers.js';

export const localCallers: RequestCallers = {
  recognise(_request, _response, next) {
    next();
  },
  callerOf: ({ headers }, door) =>
    whyNotLocal(headers, { host: '127.0.0.1' }) === null ? thisMachine(door) : anonymous(door, 'Ask on this machine.'),
  peerOf: () => ({
    address: '127.0.0.1',
    userAgent: 'test',
    sessionId: null,
    isSameOrigin: true,
    keepSession: () => undefined,
    dropSession: () => undefined,
  }),
};
