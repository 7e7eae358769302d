/** CloudWatch, as a region lists it. */
import type { Service } from '../core/world/world.ts'
import { rooms } from './rooms.ts'
import type { CloudWatchState } from './state.ts'

export const cloudwatch: Service<CloudWatchState> = {
  id: 'cloudwatch',
  title: 'CloudWatch',
  namespace: 'com.amazonaws.cloudwatch',
  target: 'GraniteServiceVersion20100801',
  client: {
    package: '@aws-sdk/client-cloudwatch',
    class: 'CloudWatchClient',
    hosts: ['monitoring'],
    model: 'cloudwatch',
    query: { xmlNamespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/' },
  },
  guide: 'metrics.md',
  templates: ['AWS::CloudWatch'],
  matchers: ['toHaveMetric'],
  room: () => rooms.cloudwatch().room,
}
