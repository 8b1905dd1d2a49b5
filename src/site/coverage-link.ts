/** Addresses of the coverage page: its state is in its address. */

export const coverageDimensions = ['VENDOR', 'PRODUCT', 'VERSION', 'KIND', 'LANGUAGE'] as const;
type Dimension = (typeof coverageDimensions)[number];

export interface CoveragePageState {
  /** Slugs, kinds and languages that it is limited to; an empty language stands for "none stated". */
  readonly vendor?: string | undefined;
  readonly product?: string | undefined;
  readonly version?: string | undefined;
  readonly kind?: string | undefined;
  readonly language?: string | undefined;
  readonly rows?: Dimension | undefined;
  readonly columns?: Dimension | undefined;
  /** Only what has gaps. */
  readonly gaps?: boolean | undefined;
  /** The documents behind the cells instead of a table. */
  readonly documents?: boolean | undefined;
  readonly after?: string | undefined;
}

export function coverageLink(state: CoveragePageState): string {
  const parameters = new URLSearchParams();
  for (const name of ['vendor', 'product', 'version', 'kind'] as const) {
    const value = state[name];
    if (value !== undefined) parameters.set(name, value);
  }
  if (state.language !== undefined) parameters.set('language', state.language === '' ? 'none' : state.language);
  if (state.rows !== undefined) parameters.set('rows', state.rows.toLowerCase());
  if (state.columns !== undefined) parameters.set('columns', state.columns.toLowerCase());
  if (state.gaps === true) parameters.set('show', 'gaps');
  if (state.documents === true) parameters.set('list', 'documents');
  if (state.after !== undefined) parameters.set('after', state.after);
  return parameters.size === 0 ? '/coverage' : `/coverage?${parameters.toString()}`;
}

interface Heading {
  readonly dimension: string;
  readonly key: string;
}

/** What a row or column limits the page to. */
export function stateOfHeading({ dimension, key }: Heading): CoveragePageState {
  if (dimension === 'VERSION') {
    const at = key.indexOf('/');
    return { product: key.slice(0, at), version: key.slice(at + 1) };
  }
  return { [dimension.toLowerCase()]: key };
}
