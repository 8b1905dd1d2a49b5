/** Which fields a manifest may have at a place, told from its JSON Schema: for those who wrote another one. */
import { nearestNames } from '../../search/nearest.js';
import { manifestJsonSchema } from './manifest-schema.js';

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
}

/** Of "a name or a mapping" the mapping: nobody asks for the fields of a name. */
function mappingOf(node: SchemaNode | undefined): SchemaNode | undefined {
  return node?.anyOf?.find(({ properties }) => properties !== undefined) ?? node;
}

/** Tells of an unknown field which are known there, and which of them may have been meant. */
export function createFieldGuide(): (path: readonly PropertyKey[], name: string) => string {
  let schema: SchemaNode | undefined;

  function fieldsAt(path: readonly PropertyKey[]): readonly string[] {
    schema ??= manifestJsonSchema() as SchemaNode;
    const holder = path.reduce<SchemaNode | undefined>(
      (node, part) => mappingOf(typeof part === 'number' ? node?.items : node?.properties?.[String(part)]),
      schema,
    );
    return Object.keys(holder?.properties ?? {});
  }

  return (path, name) => {
    const known = fieldsAt(path);
    const [nearest] = nearestNames(name, known, 1);
    const guess = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
    return `is not a known field.${guess} Known here: ${known.join(', ')}`;
  };
}
