/** What a mutation made. In this process and through the owner's door what it refuses is thrown, so that nothing else is missing. */
export function made<Value>(value: Value): NonNullable<Value> {
  if (value == null) throw new Error('The library answered without what it made.');
  return value;
}
