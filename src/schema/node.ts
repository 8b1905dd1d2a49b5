/** Everything that has a global id. */
import { Field, ID, InterfaceType } from 'type-graphql';

@InterfaceType('Node', {
  description: 'Something with an id that is unique in the whole library; `node(id)` gives it back.',
  resolveType: (value: { readonly typename: string }) => value.typename,
})
export abstract class NodeType {
  @Field(() => ID, { description: 'Opaque global id. It does not change as long as the object exists.' })
  id!: unknown;
}
