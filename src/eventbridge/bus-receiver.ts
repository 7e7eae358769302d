/** Buses as destinations of functions. A delivery is a PutEvents of its own. */
import { ServiceError } from '../core/errors.ts'
import { readText } from '../core/late-text.ts'
import { andThen } from '../core/maybe-promise.ts'
import type { Receiver } from '../core/world/event-source-ports.ts'
import type { World } from '../core/world/world.ts'
import { busNameIn } from './buses/names.ts'
import type { PutEventsOutput } from './operations/put-events.ts'
import { eventbridge } from './service.ts'

export const busReceiver = (world: World): Receiver => ({
  has: (arn) => world.state(eventbridge).buses.has(busNameIn(arn)),
  send(arn, { body, event, cause }) {
    const put = world.call({
      service: eventbridge.id,
      operation: 'PutEvents',
      input: {
        Entries: [
          {
            Source: event?.source,
            DetailType: event?.detailType,
            Resources: event?.resources,
            Detail: readText(body),
            EventBusName: busNameIn(arn),
          },
        ],
      },
      source: 'service',
      cause,
    })
    return andThen(put, undefined, (output) => {
      const [result] = (output as PutEventsOutput).Entries
      if (result && 'ErrorCode' in result) {
        throw new ServiceError(result.ErrorCode, result.ErrorMessage)
      }
    })
  },
})
