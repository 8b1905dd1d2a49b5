/** What a resolver gives for a type that is resolved from its own fields: a plain object. */
export type Fields<Type> = { readonly [Field in keyof Type]: Type[Field] };
