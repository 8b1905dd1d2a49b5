/** What a worker needs to know to ingest one document, whichever process it is. */
import type { VersionRef } from '../../store/writes/catalogue.js';
import type { PlannedDocument } from '../source/plan.js';

export interface WorkOrder {
  /** Of the plan: names the source. */
  readonly root: string;
  /** Of the plan: where its files lie. */
  readonly folder: string;
  readonly version: VersionRef;
  readonly document: PlannedDocument;
}
