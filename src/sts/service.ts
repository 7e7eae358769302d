/** Security Token Service, as a region lists it. */
import type { Service } from '../core/world/world.ts'
import { rooms } from './rooms.ts'
import type { StsState } from './state.ts'

export const sts: Service<StsState> = {
  id: 'sts',
  title: 'STS',
  namespace: 'com.amazonaws.sts',
  scope: 'account',
  client: { package: '@aws-sdk/client-sts', class: 'STSClient', hosts: ['sts'], model: 'sts' },
  guide: 'sts.md',
  room: () => rooms.sts().room,
}
