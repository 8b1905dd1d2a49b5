/**
 * What the two halves of pdfjs talk over where both run in one thread. Its own port copies every message as if it went to
 * another thread, and a page's drawing instructions hold an object for each glyph: copying them took as long as making them.
 */

type Listener = (event: { readonly data: unknown }) => void;

/** The part of a worker's port that pdfjs uses. */
export interface DirectPort {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: Listener, options?: { readonly signal?: AbortSignal }): void;
  removeEventListener(type: 'message', listener: Listener): void;
}

/** Both halves listen to the same port; each message names the half that it is for. */
export function createDirectPort(): DirectPort {
  const listeners = new Set<Listener>();
  return {
    postMessage(message) {
      const data = detached(message);
      queueMicrotask(() => {
        for (const listener of listeners) listener({ data });
      });
    },
    addEventListener(_type, listener, options) {
      if (options?.signal?.aborted === true) return;
      listeners.add(listener);
      options?.signal?.addEventListener('abort', () => listeners.delete(listener), { once: true });
    },
    removeEventListener(_type, listener) {
      listeners.delete(listener);
    },
  };
}

/** The lists of drawing instructions are emptied by their sender as soon as they are sent; all else is left alone by it. */
function detached(message: unknown): unknown {
  if (typeof message !== 'object' || message === null || !('chunk' in message)) return message;
  const { chunk } = message;
  if (typeof chunk !== 'object' || chunk === null || !('fnArray' in chunk) || !('argsArray' in chunk)) return message;
  const { fnArray, argsArray } = chunk as { fnArray: readonly unknown[]; argsArray: readonly unknown[] };
  return { ...message, chunk: { ...chunk, fnArray: [...fnArray], argsArray: [...argsArray] } };
}
