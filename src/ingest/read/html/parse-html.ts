/** Parses HTML as browsers do, within bounds that hostile files can't leave. */
import type { Root } from 'hast';
import { fromParse5 } from 'hast-util-from-parse5';
import { defaultTreeAdapter, parse, type DefaultTreeAdapterMap, type TreeAdapter } from 'parse5';

/** Elements below this depth become siblings, as in browsers (which stop at 512); what walks the tree is recursive. */
const MAX_DEPTH = 300;
/** The parser looks through all open elements at many tags, so that many of them make it quadratic. */
const MAX_OPEN = 2000;

class TooEntangled extends Error {}

/** @returns undefined for a file that opens elements without end; its text has to be taken without structure. */
export function parseHtml(html: string): Root | undefined {
  try {
    const tree = fromParse5(parse(html, { treeAdapter: boundedAdapter(html.length) }));
    return tree.type === 'root' ? tree : { type: 'root', children: [] };
  } catch (error) {
    if (error instanceof TooEntangled) return undefined;
    throw error;
  }
}

type Map = DefaultTreeAdapterMap;

/** @param length of the source in characters: a sane file has no more elements than its tags have room for. */
function boundedAdapter(length: number): TreeAdapter<Map> {
  const depths = new WeakMap<Map['node'], number>();
  const most = length / 2 + 1000;
  let created = 0;
  let open = 0;

  function shallow(parent: Map['parentNode']): Map['parentNode'] {
    let place = parent;
    while ((depths.get(place) ?? 0) >= MAX_DEPTH) {
      const above: Map['parentNode'] | null = defaultTreeAdapter.getParentNode(place);
      if (above === null) break;
      place = above;
    }
    return place;
  }

  return {
    ...defaultTreeAdapter,
    createElement(...given) {
      created += 1;
      if (created > most) throw new TooEntangled();
      return defaultTreeAdapter.createElement(...given);
    },
    appendChild(parent, node) {
      const place = shallow(parent);
      depths.set(node, (depths.get(place) ?? 0) + 1);
      defaultTreeAdapter.appendChild(place, node);
    },
    insertBefore(parent, node, reference) {
      depths.set(node, (depths.get(parent) ?? 0) + 1);
      defaultTreeAdapter.insertBefore(parent, node, reference);
    },
    onItemPush() {
      open += 1;
      if (open > MAX_OPEN) throw new TooEntangled();
    },
    onItemPop() {
      open -= 1;
    },
  };
}
