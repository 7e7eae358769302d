/** `region.owns(url)`, for interceptors that run beside `miniregion/auto`. */
import { nameOf } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { isClaimed } from '../../sdk/index.ts'

export function ownsUrl(world: World, input: string | URL | Request): boolean {
  const isRequest = typeof input === 'object' && 'headers' in input
  const url = isRequest ? input.url : String(input)
  if (!URL.canParse(url)) {
    const what = typeof input === 'string' ? JSON.stringify(input) : nameOf(input)
    throw new MisuseError(`region.owns() received ${what}.`, 'a full URL, or a Request')
  }
  return isClaimed(world, {
    method: isRequest ? input.method : 'GET',
    url,
    headers: isRequest ? Object.fromEntries(input.headers) : {},
  })
}
