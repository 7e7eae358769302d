import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { readPattern } from '../buses/pattern-text.ts'
import { invalidEvent } from '../errors.ts'
import type { EventBridgeState } from '../state.ts'

interface Input {
  readonly EventPattern: string
  readonly Event: string
}

const REQUIRED = ['id', 'account', 'source', 'time', 'region', 'detail-type']

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html */
export const testEventPattern: Operation<EventBridgeState, Input, { readonly Result: boolean }> =
  defineOperation({
    name: 'TestEventPattern',
    handles: ['EventPattern', 'Event'],
    access: () => [{ action: 'events:TestEventPattern', resource: '*' }],
    run: (_state, { EventPattern, Event }) => {
      // Unverified: the pattern is read before the event.
      const pattern = readPattern(EventPattern)
      return { Result: pattern.matches(parseEvent(Event)) }
    },
  })

function parseEvent(text: string): object {
  let event: unknown
  try {
    event = JSON.parse(text)
  } catch {
    // JSON.parse throws for text that is not JSON.
    throw invalidEvent()
  }
  if (typeof event !== 'object' || event === null || Array.isArray(event)) throw invalidEvent()
  const members: object = event
  if (!REQUIRED.every((name) => Object.hasOwn(members, name))) throw invalidEvent()
  return event
}
