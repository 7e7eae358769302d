/** Systems Manager's Parameter Store, as a region lists it. */
import type { Service } from '../core/world/world.ts'
import { rooms } from './rooms.ts'
import type { SsmState } from './state.ts'

export const ssm: Service<SsmState> = {
  id: 'ssm',
  title: 'SSM',
  namespace: 'com.amazonaws.ssm',
  target: 'AmazonSSM',
  client: { package: '@aws-sdk/client-ssm', class: 'SSMClient', hosts: ['ssm'], model: 'ssm' },
  guide: 'parameters.md',
  templates: ['AWS::SSM'],
  room: () => rooms.ssm().room,
}
