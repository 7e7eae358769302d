/** Secrets for the other services: the port through which Parameter Store reads them. */
import { isServiceError } from '../core/errors.ts'
import type { SecretSource } from '../core/world/ports.ts'
import type { World } from '../core/world/world.ts'
import { secretsmanager } from './service.ts'
import { findActive, findVersion } from './versions.ts'

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
})
