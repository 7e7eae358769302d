/** Updates: the members that the input has replace those of the resource. */
export const changed = <Resource extends object>(
  resource: Resource,
  input: Partial<Resource>,
  members: readonly (keyof Resource & string)[],
): Resource => ({
  ...resource,
  ...Object.fromEntries(
    members.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]])),
  ),
})
