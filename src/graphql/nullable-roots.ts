/** Fields of the root can fail one by one: each is nullable, and the schema says which are null only beside an error. */
import {
  DirectiveLocation,
  GraphQLDirective,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLSchema,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  visit,
} from 'graphql';

/** Clients that treat any error as a failure can read such fields as non-null; `semantic-to-strict` of `graphql-sock` makes that schema. */
const semanticNonNull = new GraphQLDirective({
  name: 'semanticNonNull',
  description: 'The field is null only where `errors`, or `userErrors` beside it, says why.',
  locations: [DirectiveLocation.FIELD_DEFINITION],
  args: {
    levels: {
      type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(GraphQLInt))),
      defaultValue: [0],
      description: 'How many lists deep the value is that this says it of.',
    },
  },
});

/**
 * One bad argument then empties its own field, not the whole answer. Subscriptions stay: their events have one field.
 * @returns a schema that knows the directive; the fields are those of `schema`, changed in place.
 */
export function nullableRoots(schema: GraphQLSchema): GraphQLSchema {
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      if (!isNonNullType(field.type)) continue;
      field.type = field.type.ofType;
      field.extensions = { ...field.extensions, isSemanticNonNull: true };
    }
  }
  const config = schema.toConfig();
  return new GraphQLSchema({ ...config, directives: [...config.directives, semanticNonNull] });
}

/** Writes the directive behind the fields that have it, which `printSchema` of graphql-js leaves out. */
export function markSemanticNonNull(sdl: string, schema: GraphQLSchema): string {
  const ends: number[] = [];
  visit(parse(sdl), {
    [Kind.OBJECT_TYPE_DEFINITION]: ({ name, fields = [] }) => {
      const type = schema.getType(name.value);
      if (!isObjectType(type)) return false;
      for (const field of fields) {
        const { isSemanticNonNull } = type.getFields()[field.name.value]?.extensions ?? {};
        if (isSemanticNonNull === true && field.type.loc) ends.push(field.type.loc.end);
      }
      return false;
    },
  });
  return ends.reduceRight((text, end) => `${text.slice(0, end)} @semanticNonNull${text.slice(end)}`, sdl);
}
