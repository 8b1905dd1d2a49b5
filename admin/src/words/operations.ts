/** How the service runs. */
import { count, number } from './common.js';

const hours = 3_600_000;

export const operationWords = {
  operations: {
    title: 'Operations',
    about: 'How the service runs. What is changed here is changed by its settings and on the command line.',
    audit: 'Open the audit trail',
    health: 'Parts',
    healthOf: { embedded: 'It stands on its own Postgres.', server: 'It stands on a Postgres server.' },
    part: 'Part',
    state: 'State',
    there: 'answers',
    away: 'away',
    takes: 'Takes',
    needed: 'Without it',
    isNeeded: 'nobody is answered',
    isNotNeeded: 'answers say what is missing',
    ms: (ms: number) => `${number(ms)} ms`,
    parity: 'Search index',
    noIndex: 'Words are searched in Postgres; there is no index beside it.',
    lag: (waiting: number, seconds: number) =>
      waiting === 0
        ? 'It was told of every change.'
        : `${count(waiting, 'change')} ${waiting === 1 ? 'waits' : 'wait'}, the oldest for ${count(Math.round(seconds), 'second')}.`,
    index: 'Index',
    complete: 'complete',
    incomplete: 'being filled',
    deadLetters: 'Refused passages',
    noDeadLetters: 'The search index refused nothing.',
    deadLettersHint: 'mcdewey doctor --repair tries them again.',
    columns: { passage: 'Passage', reason: 'Reason', status: 'Status', when: 'When' },
    gone: 'a passage that is gone',
    models: 'Embedding models',
    model: 'Model',
    dimensions: 'Dimensions',
    vectors: 'Vectors',
    ofPassages: (there: number, all: number) => `${number(there)} of ${number(all)} passages`,
    backups: 'Backups',
    noBackups: 'None are written by the service. BACKUP_EVERY makes it; mcdewey backup writes one now.',
    plan: (every: number, keep: number) =>
      `One every ${every >= hours ? count(Math.round(every / hours), 'hour') : count(Math.round(every / 60_000), 'minute')}; ${count(keep, 'backup')} ${keep === 1 ? 'is' : 'are'} kept. mcdewey restore brings one back.`,
    file: 'File',
    size: 'Size',
    megabytes: (bytes: number) => `${number(Math.round(bytes / 1e5) / 10)} MB`,
    examination: 'Examination',
    examinationAbout:
      'What mcdewey doctor says: the index is compared with Postgres, counts, titles and files are looked through. It changes nothing.',
    examine: 'Examine now',
    check: 'What',
    found: 'What was found',
    findings: { OK: 'as it should be', REPAIRED: 'repaired', WARNING: 'look at it', FAILED: 'wrong' },
    settings: 'Settings in force',
    settingsAbout: 'From the environment of the process that answered. Secrets are masked.',
    setting: 'Setting',
    value: 'Value',
    from: 'From',
    fromEnvironment: 'environment',
    fromProgram: 'usual value',
    notSet: 'not set',
    onlySet: 'only those that are set',
  },
};
