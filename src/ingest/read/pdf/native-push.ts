/**
 * pdfjs's build for Node replaces `Array.prototype.push` by one written in JavaScript, for the sake of arrays whose length
 * can't be written. Reading a page pushes some ten thousand times, and an eighth of the time went there: the process that
 * reads PDFs puts the engine's own back. Import this before pdfjs.
 */

const native = Object.getOwnPropertyDescriptor(Array.prototype, 'push');

/** To be called once pdfjs is loaded. */
export function restorePush(): void {
  if (native !== undefined) Object.defineProperty(Array.prototype, 'push', native);
}
