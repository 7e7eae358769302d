/** CloudFormation, as a region lists it. */
import type { Service } from '../core/world/world.ts'
import { rooms } from './rooms.ts'
import type { CloudFormationState } from './state.ts'

export const cloudformation: Service<CloudFormationState> = {
  id: 'cloudformation',
  title: 'CloudFormation',
  namespace: 'com.amazonaws.cloudformation',
  client: {
    package: '@aws-sdk/client-cloudformation',
    class: 'CloudFormationClient',
    hosts: ['cloudformation'],
    model: 'cloudformation',
  },
  guide: 'templates.md',
  room: () => rooms.cloudformation().room,
}
