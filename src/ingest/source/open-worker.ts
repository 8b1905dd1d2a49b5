/** The worker thread that opens one source and plans it. */
import { workerData } from 'node:worker_threads';
import { giveWay } from '../../give-way.js';
import { answerApart } from '../threads/run-apart.js';
import type { OpenTask } from './open-apart.js';
import { openSource } from './open-source.js';

giveWay('thread');
const { request, parts } = workerData as OpenTask;
await answerApart((stop) => openSource(request, parts, stop));
