/** Global ids: which type, and which row of it. */
import { fromGlobalId } from 'graphql-relay';
import { BadInputError } from '../errors.js';
import { isUuid } from '../uuid.js';

const mostInteger = 2_147_483_647;

const uuidTypes = ['Vendor', 'Product', 'Version', 'Document', 'IngestJob', 'IngestSource'] as const;
const integerTypes = ['DocumentFile', 'Page', 'Section', 'Passage', 'JobFile'] as const;
/** `product::version::document::file-stem::ordinal`: outlasts the row, so that an id follows text that moved. */
const chunkKey = /^.+::\d+$/;
const longestChunkKey = 1_000;

/** Types with ids that `node` does not know. */
type PrivateType = 'Upload' | 'Account' | 'Session' | 'ApiKey';

export type NodeId =
  | { readonly type: (typeof uuidTypes)[number]; readonly key: string }
  | { readonly type: (typeof integerTypes)[number]; readonly key: number }
  | { readonly type: 'Chunk'; readonly key: string };

/** Whether `node` knows the type. */
export function isNodeTypeName(name: string): name is NodeId['type'] {
  return [...uuidTypes, ...integerTypes, 'Chunk'].some((known) => known === name);
}

/** @throws BadInputError when no thing can have this id. */
export function parseNodeId(id: string): NodeId {
  const { type, id: key } = fromGlobalId(id);
  const uuidType = uuidTypes.find((name) => name === type);
  if (uuidType !== undefined && isUuid(key)) return { type: uuidType, key };
  const integerType = integerTypes.find((name) => name === type);
  if (integerType !== undefined && /^[1-9]\d*$/.test(key) && Number(key) <= mostInteger) {
    return { type: integerType, key: Number(key) };
  }
  if (type === 'Chunk' && key.length <= longestChunkKey && chunkKey.test(key)) return { type, key };
  throw new BadInputError(`"${id.slice(0, 100)}" is not an id of this library; use an \`id\` that it gave.`, {
    field: 'id',
  });
}

/**
 * The row that an id of this type names.
 * @throws BadInputError when it is the id of something else.
 */
export function keyOfType(id: string, type: (typeof uuidTypes)[number] | PrivateType): string {
  const { type: given, id: key } = fromGlobalId(id);
  if (given === type && isUuid(key)) return key;
  const nodeId = parseNodeId(id);
  if (nodeId.type !== type) {
    throw new BadInputError(`"${id.slice(0, 100)}" is the id of a ${nodeId.type}; give that of a ${type}.`, {
      field: 'id',
    });
  }
  return nodeId.key;
}
