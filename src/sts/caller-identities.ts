/** The holders of credentials, for services whose requests others sign. */
import type { CallerIdentities } from '../core/world/identity-ports.ts'
import type { World } from '../core/world/world.ts'
import { identityOf } from './operations/caller.ts'
import { sts } from './service.ts'

export const callerIdentities = (world: World): CallerIdentities => ({
  identify(caller, causedBy) {
    const { userId, arn } = identityOf(world, world.state(sts), { caller, causedBy })
    const { accessKeyId } = caller
    return { accessKeyId, accountId: arn.split(':')[4] ?? '', arn, userId }
  },
})
