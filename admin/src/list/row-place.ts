/** Where a row stands in its list: carried in the address of what it opens, so that there is a way on to the next row from there. */
import type { Search } from './shown.js';

/** As parameters of an address. */
export interface RowPlace {
  /** What the list showed, as its address said it; left out if that said nothing. */
  readonly in?: string;
  /** Number of the row in the whole list, from 1. */
  readonly at?: string;
}

/** @param search of the list, without its page */
export function rowPlaceOf(search: Search, at: number): RowPlace {
  const said = Object.entries(search).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
  );
  const text = new URLSearchParams(said).toString();
  return { ...(text !== '' && { in: text }), at: String(at) };
}

export interface Place {
  /** Address of the list, without its page. */
  readonly search: Search;
  readonly at: number;
}

/** Null where no list was left behind. */
export function placeIn({ in: text, at }: RowPlace): Place | null {
  const number = Number(at);
  if (!Number.isInteger(number) || number < 1) return null;
  return { search: Object.fromEntries(new URLSearchParams(text ?? '')), at: number };
}

/** A part of a list: paths of its rows. */
export interface ListPart {
  readonly total: number;
  /** Rows before it. */
  readonly offset: number;
  readonly paths: readonly string[];
}

export interface Neighbour {
  readonly path: string;
  readonly at: number;
}

export interface Neighbours {
  readonly total: number;
  /** Null where the list does not hold it any more: it was edited, and does not match the filter now. */
  readonly at: number | null;
  readonly previous: Neighbour | null;
  readonly next: Neighbour | null;
}

/**
 * What stands before and after a row.
 * @param at where it stood; it is looked for around that, for the list may have changed since.
 */
export function neighboursOf({ total, offset, paths }: ListPart, path: string, at: number): Neighbours {
  const found = paths.indexOf(path);
  const rowAt = (place: number): Neighbour | null => {
    const neighbour = paths[place - offset - 1];
    return neighbour === undefined ? null : { path: neighbour, at: place };
  };
  // The row that came up to the place of one that went away is the next.
  if (found < 0) return { total, at: null, previous: rowAt(at - 1), next: rowAt(at) };
  const own = offset + found + 1;
  return { total, at: own, previous: rowAt(own - 1), next: rowAt(own + 1) };
}
