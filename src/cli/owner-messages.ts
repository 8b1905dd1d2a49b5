/** What the owner of a data folder and other commands of the same user say to each other, over a private socket. */
import { z } from 'zod';

/** Lines of an answer: progress, any number of times, then a result or an error. */
export const answerLineSchema = z.union([
  z.object({ progress: z.record(z.string(), z.unknown()) }),
  z.object({ result: z.unknown() }),
  z.object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      details: z.record(z.string(), z.unknown()).default({}),
    }),
  }),
]);

export type AnswerLine = z.infer<typeof answerLineSchema>;

/** What an owner can be asked to do. */
export type OwnerTask =
  /** An operation of the GraphQL API: `{ name, source, variables, door }`. */
  | 'execute'
  /** `{ path }`, absolute. */
  | 'backup'
  /** `{ repair }`. */
  | 'examine'
  /** Closes the library, so that the caller can have it; an owner that was asked by others only does. */
  | 'yield';
