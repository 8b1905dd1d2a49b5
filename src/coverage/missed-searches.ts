/** Searches that missed the cells of a coverage matrix. */
import type { CoverageHeading } from './coverage-matrix.js';
import type { CoverageScope } from '../store/queries/coverage.js';
import type { MissedPlace } from '../store/queries/demand-gaps.js';

/** What was asked for of a cell in vain. */
export interface MissedSearches {
  readonly searches: number;
  /** Some of the questions, those of the place that was asked for most first. */
  readonly questions: readonly string[];
}

const mostQuestions = 5;

const isOneOf = (name: string, names: readonly string[] | null | undefined): boolean => names?.includes(name) ?? true;

function isOf(place: MissedPlace, { dimension, key }: CoverageHeading): boolean {
  switch (dimension) {
    case 'VENDOR':
      return place.vendor === key;
    case 'PRODUCT':
      return place.product === key;
    case 'VERSION':
      return place.version !== '' && `${place.product}/${place.version}` === key;
    case 'KIND':
      return place.kind === key;
    // Searches don't tell the language that they would have liked.
    case 'LANGUAGE':
      return false;
  }
}

function isWithin(place: MissedPlace, { vendors, products, versions, kinds, languages }: CoverageScope): boolean {
  return (
    isOneOf(place.vendor, vendors) &&
    isOneOf(place.product, products) &&
    isOneOf(place.version, versions) &&
    isOneOf(place.kind, kinds) &&
    languages == null
  );
}

/**
 * A place that the log tells less of than a heading asks for (searches of a product, no version) counts in the totals that
 * hold it and in no cell.
 * @param places most searches first.
 */
export function missedOf(
  places: readonly MissedPlace[],
  scope: CoverageScope,
  headings: readonly CoverageHeading[],
): MissedSearches {
  const missed = places.filter((place) => isWithin(place, scope) && headings.every((heading) => isOf(place, heading)));
  return {
    searches: missed.reduce((sum, { searches }) => sum + searches, 0),
    questions: [...new Set(missed.flatMap(({ questions }) => questions))].slice(0, mostQuestions),
  };
}
