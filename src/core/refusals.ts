/**
 * Refusals of any region, for the hooks of a runner: a test fails for what it called that is not simulated, whichever region it used. Kept
 * only while hooks ask for them. Shared by every copy of the package in the process.
 */
import type { UnsupportedError } from './errors.ts'
import type { World } from './world.ts'

export interface Refusal {
  readonly world: World
  readonly error: UnsupportedError
}

interface Shared {
  collected: Refusal[] | undefined
}

const KEY = Symbol.for('miniregion.refusals')
const shared: Shared = ((globalThis as { [KEY]?: Shared })[KEY] ??= Object.seal({
  collected: undefined,
}))

/** From here on refusals are kept until they are taken. */
export const collectRefusals = (): void => {
  shared.collected ??= []
}

export const noteRefusal = (world: World, error: UnsupportedError): void => {
  shared.collected?.push({ world, error })
}

export function takeRefusals(): readonly Refusal[] {
  return shared.collected?.splice(0) ?? []
}
