/** Sends the bytes of a file to the place that the service named for it. */
import { words } from '../../words/en.js';

/**
 * @param onProgress share that was sent, 0 to 1. `fetch` does not tell it.
 * @throws Error with a message to show
 */
export function sendFile(path: string, file: File, onProgress: (share: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', path);
    request.upload.onprogress = ({ loaded, total }) => {
      onProgress(total === 0 ? 1 : loaded / total);
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
    request.send(file);
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
