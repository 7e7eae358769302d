/** A module for the test of provisioned concurrency, which evaluates it before any invocation. */
export const handler = async (event: { readonly name: string }): Promise<string> =>
  `Hello ${event.name}`
