/** The only list of migrations, oldest first. */
import { FileIncludes1764000300000 } from './1764000300000-file-includes.js';
import { Library1764000000000 } from './1764000000000-library.js';

export const migrations = [Library1764000000000, FileIncludes1764000300000];
