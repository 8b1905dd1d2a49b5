/** Saves what a list holds as a CSV file, which the screen of that name takes back. */
import type { JSX } from 'react';
import { ask, type Operation } from '../api/ask.js';
import { download } from '../ui/download.js';
import { useSay } from '../ui/toasts.js';

export interface CsvButtonProps<Filter> {
  readonly query: Operation<{ readonly csv: string }, { readonly filter: Filter }>;
  readonly filter: Filter;
  /** Of the file, without its ending. */
  readonly name: string;
  readonly label: string;
}

export function CsvButton<Filter>({ query, filter, name, label }: CsvButtonProps<Filter>): JSX.Element {
  const say = useSay();
  const save = async (): Promise<void> => {
    try {
      const { csv } = await ask(query, { filter });
      download(`${name}.csv`, csv, 'text/csv');
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <button type="button" className="secondary small" onClick={() => void save()}>
      {label}
    </button>
  );
}
