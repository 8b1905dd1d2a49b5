/** What there is to choose from, or to take over, while fields are edited. */
import { graphql } from '../../api/graphql.js';
import { useAsk } from '../../api/use-ask.js';
import type { FieldRowProps } from './field-row.js';
import { useLatestOptions } from './latest-options.js';
import type { Standing } from './operations.js';

const statedTitleQuery = graphql(`
  query StatedTitle($path: String!) {
    documentByPath(path: $path) {
      statedTitle
    }
  }
`);

/** The title that the text of a document states; undefined where there is none, and until it is known. */
function useStatedTitle({ kind, path }: Standing): string | undefined {
  const query = useAsk(statedTitleQuery, { path }, { enabled: kind === 'DOCUMENT' });
  return query.data?.documentByPath?.statedTitle ?? undefined;
}

/** @returns the help for a field, by its name. */
export function useFieldHelp(standing: Standing): (name: string) => Pick<FieldRowProps, 'options' | 'inText'> {
  const options = useLatestOptions(standing);
  const inText = useStatedTitle(standing);
  return (name) => (name === 'latest' ? { options } : name === 'title' ? { inText } : {});
}
