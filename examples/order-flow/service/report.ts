import { paginateScan } from '@aws-sdk/lib-dynamodb'
import type { ScheduledHandler } from 'aws-lambda'
import { documents } from './documents.js'
import type { Order } from './order.js'

/** The daily schedule: counts the orders by kind. */
export const handler: ScheduledHandler = async ({ time }) => {
  const counts: Record<string, number> = {}
  const pages = paginateScan({ client: documents }, { TableName: process.env.ORDERS })
  for await (const { Items = [] } of pages) {
    for (const { kind } of Items as Order[]) counts[kind] = (counts[kind] ?? 0) + 1
  }
  console.log(time.slice(0, 10), counts)
}
