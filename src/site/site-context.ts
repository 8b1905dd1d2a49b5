/** What the routes of the site are given. */
import type { Execute } from '../executor.js';
import type { Logger } from '../logger.js';

export interface SiteContext {
  readonly execute: Execute;
  /** Address of the site as readers reach it, such as `https://docs.example.com`, without a slash at its end. */
  readonly baseUrl: string;
  readonly logger?: Logger;
}
