/** Inputs that several tools share. */
import { z } from 'zod';

/** Models fill optional arguments with empty strings: those mean "not given". */
export function nameInput(description: string) {
  return z
    .string()
    .trim()
    .optional()
    .transform((value) => (value === '' ? undefined : value))
    .describe(description);
}

export const maxTokensInput = z
  .int()
  .min(300)
  .max(20_000)
  .default(2000)
  .describe('Tokens that the answer may take; what does not fit is left out and counted');
