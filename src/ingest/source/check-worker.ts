/** The worker thread that checks one manifest. */
import { workerData } from 'node:worker_threads';
import { answerApart } from '../threads/run-apart.js';
import { manifestFindings } from './manifest-findings.js';

await answerApart(() => manifestFindings(workerData as string));
