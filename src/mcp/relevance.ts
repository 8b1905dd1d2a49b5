/** Says whether hits are about what was asked. */
import { z } from 'zod';

export const relevanceSchema = z.object({
  verdict: z
    .enum(['RELEVANT', 'NOTHING_RELEVANT', 'UNJUDGED'])
    .describe(
      'NOTHING_RELEVANT: the library does not seem to answer, and hits are only what comes nearest; UNJUDGED: not known',
    ),
  cosine: z.number().nullable().describe('Best similarity by meaning'),
  coverage: z
    .number()
    .nullable()
    .describe("Largest share of the query's words, rare ones counting more, in one of the first hits"),
  threshold: z.number().nullable().describe('What cosine + 0.15 × coverage must reach'),
});

type RelevanceData = z.infer<typeof relevanceSchema>;

/** Hits that are given where none is relevant. */
export const nearestGiven = 3;

export function isOnlyNearest({ verdict }: RelevanceData, hits: readonly unknown[]): boolean {
  return verdict === 'NOTHING_RELEVANT' && hits.length > 0;
}

export function formatRelevance({ cosine, coverage, threshold }: RelevanceData): string {
  const [near, held, least] = [cosine, coverage, threshold].map((value) => value?.toFixed(3) ?? 'unknown');
  return `nothing relevant: the library does not seem to answer this (cosine ${near ?? ''}, coverage ${held ?? ''}, threshold ${least ?? ''}). Say so; below is only what comes nearest.`;
}
