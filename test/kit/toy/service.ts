/**
 * A toy version of SNS: topics that deliver messages to functions. The test beside it adds only one
 * line to the list of services.
 */
import { defineOptions, type ServiceOptions } from '../../../src/core/service-options.ts'
import type { Service } from '../../../src/core/world/world.ts'
import { rooms } from './rooms.ts'
import type { ToyState } from './state.ts'

export interface ToyOptions {
  /** How often a message is delivered to a function that fails. */
  readonly attempts: number
}

export const toyOptions: ServiceOptions<ToyOptions> = defineOptions(
  'toy',
  { attempts: 2 },
  { attempts: (value) => (Number.isInteger(value) ? undefined : 'a whole number') },
)

export const toy: Service<ToyState, ToyOptions> = {
  id: 'toy',
  title: 'Toy',
  namespace: 'com.amazonaws.sns',
  client: { package: '@aws-sdk/client-sns', class: 'SNSClient', hosts: ['sns'], model: 'sns' },
  options: toyOptions,
  matchers: ['toHavePublished'],
  room: () => rooms.toy().room,
}
