/** What a file is called when it does not say so itself. */
import { humanised } from '../../../slug.js';

/** `jtapi-dev-guide.md` → `Jtapi dev guide`. */
export function titleFromName(name: string): string {
  return humanised(name.replace(/\.[^.]+$/, '').replace(/^_+/, ''));
}
