/** Where Chromium is on this machine; null if it is not. `CHROMIUM` names another. */
import { existsSync } from 'node:fs';

export function findBrowser() {
  const named = process.env['CHROMIUM'];
  const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  return (named === undefined || named === '' ? usual : [named]).find((path) => existsSync(path)) ?? null;
}
