/** Secrets for the other services: Parameter Store reads them, EventBridge keeps its own. */
import { isServiceError } from '../core/errors.ts'
import type { SecretSource } from '../core/world/ports.ts'
import type { World } from '../core/world/world.ts'
import { secretsmanager } from './service.ts'
import { newSecret } from './new-secret.ts'
import { CURRENT } from './state.ts'
import { addVersion, findActive, findVersion, keep } from './versions.ts'

export const secretSource = (world: World): SecretSource => ({
  read(id) {
    const state = world.state(secretsmanager)
    try {
      const secret = findActive(state, id, world.clock.now())
      const version = findVersion(secret, undefined, undefined)
      return {
        arn: secret.arn,
        name: secret.name,
        versionId: version.id,
        stages: version.stages,
        createdAt: version.createdAt,
        text: version.text ?? Buffer.from(version.binary ?? []).toString('base64'),
      }
    } catch (error) {
      if (isServiceError(error)) return undefined
      throw error
    }
  },
  keep(name, value) {
    const state = world.state(secretsmanager)
    const known = state.secrets.get(name)
    const secret = known ?? newSecret(world, name, { owner: value.owner })
    const id = world.ids.uuid('secret-version')
    const now = world.clock.now()
    keep(state, addVersion(secret, id, { SecretString: value.text }, [CURRENT], now))
    return secret.arn
  },
  remove(name) {
    world.state(secretsmanager).secrets.delete(name)
  },
})
