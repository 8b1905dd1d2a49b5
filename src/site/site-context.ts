/** What the routes of the site are given. */
import type { IncomingMessage } from 'node:http';
import type { Execute } from '../executor.js';
import type { Logger } from '../logger.js';

export interface SiteContext {
  /** The one door, for whoever sends the request. */
  readonly executeFor: (request: IncomingMessage) => Execute;
  /** Address of the site as readers reach it, such as `https://docs.example.com`, without a slash at its end. */
  readonly baseUrl: string;
  readonly logger?: Logger;
}
