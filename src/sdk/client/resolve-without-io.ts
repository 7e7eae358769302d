/**
 * What a provider of the SDK gives without waiting for the outside world: a value it was made with comes within a few microtasks, one from a
 * file or the network does not, and is not waited for.
 */
const PATIENCE = 30

export async function resolveWithoutIo(provider: unknown): Promise<unknown> {
  if (typeof provider !== 'function') return provider
  let found: unknown
  let settled = false
  const settle = (value: unknown): void => {
    found = value
    settled = true
  }
  // A provider that finds nothing configured throws, at once or later.
  const ask = async (): Promise<unknown> => (provider as () => unknown)()
  ask().then(settle, () => settle(undefined))
  for (let turn = 0; turn < PATIENCE && !settled; turn++) await Promise.resolve()
  return found
}
