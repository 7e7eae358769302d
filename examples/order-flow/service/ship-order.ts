import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import type { SQSHandler } from 'aws-lambda'
import type { Order } from './order.js'

const events = new EventBridgeClient({})

/** The shipping queue: ships each order and tells the rest of the shop. */
export const handler: SQSHandler = async ({ Records }) => {
  for (const { body } of Records) {
    const { id, email } = JSON.parse(body) as Order
    const { Entries = [] } = await events.send(
      new PutEventsCommand({
        Entries: [
          {
            EventBusName: process.env.BUS,
            Source: 'shop.shipping',
            DetailType: 'OrderShipped',
            Detail: JSON.stringify({ id, email }),
          },
        ],
      }),
    )
    // PutEvents answers 200 even if the bus did not take the entry.
    const [entry] = Entries
    if (entry?.ErrorCode) throw new Error(`OrderShipped ${id}: ${entry.ErrorCode}`)
  }
}
