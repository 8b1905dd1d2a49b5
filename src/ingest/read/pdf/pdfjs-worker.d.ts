/** The half of pdfjs that parses; its package declares only the other one. */
declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs' {
  import type { DirectPort } from './direct-port.js';

  export const WorkerMessageHandler: {
    /** Answers what comes over the port. */
    initializeFromPort(port: DirectPort): void;
  };
}
