/** SNS, as a region lists it. */
import type { Service } from '../core/world/world.ts'
import { snsOptions, type SnsOptions } from './options.ts'
import { rooms } from './rooms.ts'
import type { SnsState } from './state.ts'

export const sns: Service<SnsState, SnsOptions> = {
  id: 'sns',
  title: 'SNS',
  namespace: 'com.amazonaws.sns',
  client: {
    package: '@aws-sdk/client-sns',
    class: 'SNSClient',
    hosts: ['sns'],
    model: 'sns',
  },
  guide: 'topics.md',
  options: snsOptions,
  templates: ['AWS::SNS'],
  room: () => rooms.sns().room,
}

/** The AWS region of a host that messages link to, or undefined. */
export const regionOfLinkHost = (hostname: string): string | undefined =>
  /^sns\.([\w-]+)\.amazonaws\.com$/.exec(hostname)?.[1]
