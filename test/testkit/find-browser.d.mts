/** Where Chromium is on this machine; null if it is not. `CHROMIUM` names another. */
export function findBrowser(): string | null;
