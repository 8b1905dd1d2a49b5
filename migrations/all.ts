/** The only list of migrations, oldest first. */
import { Library1764000000000 } from './1764000000000-library.js';

export const migrations = [Library1764000000000];
