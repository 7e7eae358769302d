/** Client tokens: a repeated request gets the first one's answer, and changes nothing. */
import type { World } from '../../core/world/world.ts'
import { tokenReused } from '../errors.ts'
import type { SchedulerState } from '../state.ts'

export function idempotent<Output extends object>(
  { answered }: SchedulerState,
  { clock }: World,
  operation: string,
  { ClientToken, ...input }: { readonly ClientToken?: string },
  run: () => Output,
): Output {
  if (ClientToken === undefined) return run()
  const key = `${operation} ${ClientToken}`
  const request = JSON.stringify(input)
  const before = answered.get(key, clock.now())
  if (before) {
    if (before.request !== request) throw tokenReused()
    return before.output as Output
  }
  const output = run()
  answered.set(key, { request, output }, clock.now())
  return output
}
