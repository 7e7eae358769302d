/** Key Management Service, as a region lists it. */
import type { Service } from '../core/world/world.ts'
import { rooms } from './rooms.ts'
import type { KmsState } from './state.ts'

export const kms: Service<KmsState> = {
  id: 'kms',
  title: 'KMS',
  namespace: 'com.amazonaws.kms',
  target: 'TrentService',
  client: { package: '@aws-sdk/client-kms', class: 'KMSClient', hosts: ['kms'], model: 'kms' },
  guide: 'keys.md',
  templates: ['AWS::KMS'],
  room: () => rooms.kms().room,
}
