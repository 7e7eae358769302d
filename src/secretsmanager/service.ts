/** Secrets Manager, as a region lists it. */
import type { Service } from '../core/world/world.ts'
import { rooms } from './rooms.ts'
import type { SecretsState } from './state.ts'

export const secretsmanager: Service<SecretsState> = {
  id: 'secretsmanager',
  title: 'Secrets Manager',
  namespace: 'com.amazonaws.secretsmanager',
  target: 'secretsmanager',
  client: {
    package: '@aws-sdk/client-secrets-manager',
    class: 'SecretsManagerClient',
    hosts: ['secretsmanager'],
    model: 'secrets-manager',
  },
  guide: 'secrets.md',
  templates: ['AWS::SecretsManager'],
  room: () => rooms.secrets().room,
}
