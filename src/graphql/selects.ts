/** What a client selects of what is resolved, before its fields are. */
import {
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLResolveInfo,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

function fieldsIn(
  set: SelectionSetNode | undefined,
  name: string,
  { fragments, variableValues }: GraphQLResolveInfo,
): FieldNode[] {
  const isLeftOut = (node: SelectionNode): boolean =>
    getDirectiveValues(GraphQLSkipDirective, node, variableValues)?.['if'] === true ||
    getDirectiveValues(GraphQLIncludeDirective, node, variableValues)?.['if'] === false;
  const within = (inner: SelectionSetNode | undefined): FieldNode[] =>
    inner?.selections.flatMap((node) => {
      if (isLeftOut(node)) return [];
      if (node.kind === Kind.FIELD) return node.name.value === name ? [node] : [];
      if (node.kind === Kind.INLINE_FRAGMENT) return within(node.selectionSet);
      return within(fragments[node.name.value]?.selectionSet);
    }) ?? [];
  return within(set);
}

/** Those of some fields that are selected, under whatever alias. */
export function selectedOf<Name extends string>(info: GraphQLResolveInfo, names: readonly Name[]): Name[] {
  return names.filter((name) =>
    info.fieldNodes.some(({ selectionSet }) => fieldsIn(selectionSet, name, info).length > 0),
  );
}

/** The arguments of each selection of a field, under whatever alias. */
export function selectedArguments(info: GraphQLResolveInfo, name: string): Readonly<Record<string, unknown>>[] {
  const type = getNamedType(info.returnType);
  const field = isObjectType(type) ? type.getFields()[name] : undefined;
  if (field === undefined) return [];
  return info.fieldNodes
    .flatMap(({ selectionSet }) => fieldsIn(selectionSet, name, info))
    .map((node) => getArgumentValues(field, node, info.variableValues));
}
