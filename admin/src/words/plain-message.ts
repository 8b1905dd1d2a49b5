/** What the service says, for people: names of fields as labels have them, and no marks of code. */
import { fieldWords } from './fields.js';

const names: Readonly<Record<string, string>> = fieldWords.fields;

/** "`licence` must not be empty" → "“Licence” must not be empty". */
export const plainMessage = (message: string): string =>
  message.replace(/`([^`]*)`/g, (_, code: string) => `“${names[code] ?? code}”`);
