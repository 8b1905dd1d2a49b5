/** Sends bytes to the place that the service named for it. */
import { words } from '../../words/en.js';

/** What is empty has been sent. */
export function percentOf(sent: number, size: number): number {
  return size === 0 ? 100 : Math.min(100, Math.floor((sent / size) * 100));
}

/**
 * @param onProgress bytes that were sent. `fetch` does not tell it.
 * @throws Error with a message to show
 */
export function sendFile(path: string, content: Blob, onProgress: (sent: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', path);
    request.upload.onprogress = ({ loaded }) => {
      onProgress(loaded);
    };
    request.onload = () => {
      if (request.status === 204) {
        resolve();
        return;
      }
      reject(new Error(refusalOf(request)));
    };
    request.onerror = () => {
      reject(new Error(words.add.notSent));
    };
    request.send(content);
  });
}

/** What the service says, in the shape of its errors. */
function refusalOf({ responseText, status }: XMLHttpRequest): string {
  try {
    const { errors } = JSON.parse(responseText) as { errors?: { message?: string }[] };
    const message = errors?.[0]?.message;
    if (message !== undefined) return message;
  } catch {
    // Not from the service itself, then.
  }
  return words.add.refusedStatus(status);
}
