/** Lambda, as a region lists it. */
import type { Service } from '../core/world/world.ts'
import { lambdaOptions, type LambdaOptions } from './region-options.ts'
import { rooms } from './rooms.ts'
import type { LambdaState } from './state.ts'

export const lambda: Service<LambdaState, LambdaOptions> = {
  id: 'lambda',
  title: 'Lambda',
  namespace: 'com.amazonaws.lambda',
  client: {
    package: '@aws-sdk/client-lambda',
    class: 'LambdaClient',
    hosts: ['lambda'],
    model: 'lambda',
  },
  guide: 'lambda.md',
  options: lambdaOptions,
  templates: ['AWS::Lambda'],
  room: () => rooms.lambda().room,
}
