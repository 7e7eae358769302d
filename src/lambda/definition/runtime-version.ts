import { partitionOf } from '../../core/arn.ts'
import type { World } from '../../core/world/world.ts'
import { rooms } from '../rooms.ts'

/** The ARN of a runtime's version. */
// Unverified: the version, which Lambda changes every few weeks.
export function runtimeVersionArn(
  { options }: World,
  { runtime }: { readonly runtime: string },
): string {
  const version = rooms.nodeCrypto().createHash('sha256').update(runtime).digest('hex')
  const { region } = options
  return `arn:${partitionOf(region)}:lambda:${region}::runtime:${version}`
}
