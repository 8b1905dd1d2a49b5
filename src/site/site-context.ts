/** What the routes of the site are given. */
import type { Request, Response } from 'express';
import type { Execute } from '../executor.js';
import type { Logger } from '../logger.js';

export interface SiteContext {
  /** The one door, for whoever sends the request. */
  readonly executeFor: (request: Request, response: Response) => Execute;
  /** Address of the site as readers reach it, such as `https://docs.example.com`, without a slash at its end. */
  readonly baseUrl: string;
  readonly logger?: Logger;
}
