/** What every tool is given. */
import type { Execute } from '../executor.js';
import type { Logger } from '../logger.js';

export interface ToolContext {
  readonly execute: Execute;
  /** Address in front of permalinks, such as `https://docs.example.com`, without a slash at its end. Looked up at every call. */
  readonly baseUrl: string;
  readonly logger?: Logger;
}

/** Of tools that only read what is in the library: calling one twice changes nothing, and none reaches out to the web. */
export const readOnlyAnnotations = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
} as const;
