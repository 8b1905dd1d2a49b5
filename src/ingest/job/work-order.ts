/** What a worker needs to know to ingest one document, whichever process it is. */
import type { PlannedDocument } from '../source/plan.js';

export interface WorkOrder {
  /** Of the plan: names the source. */
  readonly root: string;
  /** Of the plan: where its files lie. */
  readonly folder: string;
  readonly document: PlannedDocument;
}
