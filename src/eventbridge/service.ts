/** EventBridge, as a region lists it. */
import type { Service } from '../core/world/world.ts'
import { rooms } from './rooms.ts'
import type { EventBridgeState } from './state.ts'

export const eventbridge: Service<EventBridgeState> = {
  id: 'eventbridge',
  title: 'EventBridge',
  namespace: 'com.amazonaws.eventbridge',
  target: 'AWSEvents',
  client: {
    package: '@aws-sdk/client-eventbridge',
    class: 'EventBridgeClient',
    hosts: ['events'],
    model: 'eventbridge',
  },
  guide: 'event-buses.md',
  matchers: ['toHaveEvent', 'toHaveMatched'],
  templates: ['AWS::Events'],
  room: () => rooms.eventbridge().room,
}
