/** Checks resource policies that the control plane receives. */
import type { World } from '../../core/world/world.ts'
import { rooms } from '../rooms.ts'
import { badRequest } from './errors.ts'

/** Throws AWS's error for a policy that it does not accept. */
export function checkPolicyText(world: World, text: string | undefined): void {
  if (text === undefined) return
  const { INVALID_POLICY, parsePolicy, PolicyError } = rooms.policies()
  try {
    parsePolicy(world, '', text)
  } catch (error) {
    throw error instanceof PolicyError ? badRequest(INVALID_POLICY) : error
  }
}
