/** Reads a connection of the API to its end, for who shows all of it. */

/** What to select of a connection that is read so. */
export interface ReadPage<Node> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly Node[];
}

/** @param first the page that is there already, if there is one. */
export async function everyPage<Node>(
  read: (after: string | null) => Promise<ReadPage<Node>>,
  first?: ReadPage<Node>,
): Promise<Node[]> {
  let page = first ?? (await read(null));
  const all = [...page.nodes];
  while (page.pageInfo.hasNextPage) {
    page = await read(page.pageInfo.endCursor);
    all.push(...page.nodes);
  }
  return all;
}
