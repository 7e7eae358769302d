/**
 * Names that CloudFormation generates for resources without one.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-name.html
 */
import type { World } from '../../core/world/world.ts'

const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const SUFFIX = 12

/** `shop-OrdersTable-1A2B3C4D5E6F`. A long one loses the end of the stack's and resource's names. */
export function generateName(
  world: World,
  stack: string,
  logicalId: string,
  longest: number,
): string {
  const suffix = world.ids.text('cloudformation', SUFFIX, CHARACTERS)
  const room = longest - SUFFIX - 2
  const whole = stack.length + logicalId.length
  if (whole <= room) return `${stack}-${logicalId}-${suffix}`
  // Unverified: each name keeps half of the room
  const ofStack = Math.max(1, Math.min(stack.length, Math.floor(room / 2)))
  const ofResource = Math.max(1, room - ofStack)
  return `${stack.slice(0, ofStack)}-${logicalId.slice(0, ofResource)}-${suffix}`
}
