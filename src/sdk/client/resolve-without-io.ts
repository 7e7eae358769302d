/**
 * The turns that a provider of the SDK may take. A fixed value arrives within a few microtasks. A
 * value from a file or the network takes longer, and is not awaited.
 */
const PATIENCE = 30

/** Members of the SDK's configs are values or functions without parameters. */
export const isProvider = (value: unknown): value is () => unknown => typeof value === 'function'

export async function resolveWithoutIo(provider: unknown): Promise<unknown> {
  if (!isProvider(provider)) return provider
  let found: unknown
  let settled = false
  const settle = (value: unknown): void => {
    found = value
    settled = true
  }
  // A provider that finds nothing configured throws, at once or later.
  const ask = async (): Promise<unknown> => provider()
  ask().then(settle, () => settle(undefined))
  for (let turn = 0; turn < PATIENCE && !settled; turn++) await Promise.resolve()
  return found
}
