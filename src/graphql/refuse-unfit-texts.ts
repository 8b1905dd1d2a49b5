/** Refuses texts that can't be meant, where arguments become values: the one place that every door goes through. */
import { GraphQLError, GraphQLScalarType, Kind, type GraphQLSchema } from 'graphql';
import { isUnfitText } from '../unfit-text.js';

function check(value: unknown): void {
  if (typeof value !== 'string' || !isUnfitText(value)) return;
  throw new GraphQLError('A text holds a control character, or half of a character. Leave it out.', {
    extensions: { code: 'BAD_INPUT' },
  });
}

const guarded = new WeakSet<GraphQLScalarType>();

/** Makes `String` and `ID` refuse such texts as arguments and variables. They are the same for all schemas of a process. */
export function refuseUnfitTexts(schema: GraphQLSchema): GraphQLSchema {
  for (const name of ['String', 'ID']) {
    const type = schema.getType(name);
    if (!(type instanceof GraphQLScalarType) || guarded.has(type)) continue;
    guarded.add(type);
    const { parseValue, parseLiteral } = type;
    type.parseValue = (value) => {
      check(value);
      return parseValue.call(type, value);
    };
    type.parseLiteral = (node, variables) => {
      if (node.kind === Kind.STRING) check(node.value);
      return parseLiteral.call(type, node, variables);
    };
  }
  return schema;
}
