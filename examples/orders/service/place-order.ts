import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { APIGatewayProxyHandlerV2 } from 'aws-lambda'
import { documents } from './documents.js'
import { json, toResponse } from './http.js'

interface OrderRequest {
  orderId: string
  customerId: string
  sku: string
  quantity: number
}

/** POST /orders: stores the order and takes its goods out of stock, both or neither. */
export const handler: APIGatewayProxyHandlerV2 = async (event) => {
  const request = JSON.parse(event.body ?? '{}') as Partial<OrderRequest>
  const { orderId, customerId, sku, quantity = 1 } = request
  if (!orderId || !customerId || !sku) return json(400, { message: 'orderId, customerId, sku' })

  const order = {
    customerId,
    orderId,
    sku,
    quantity,
    status: 'OPEN',
    placedAt: new Date().toISOString(),
  }
  try {
    await documents.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Put: {
              TableName: process.env.ORDERS,
              Item: order,
              ConditionExpression: 'attribute_not_exists(orderId)',
            },
          },
          {
            Update: {
              TableName: process.env.STOCK,
              Key: { sku },
              UpdateExpression: 'SET available = available - :quantity',
              ConditionExpression: 'available >= :quantity',
              ExpressionAttributeValues: { ':quantity': quantity },
            },
          },
        ],
      }),
    )
  } catch (error) {
    return toResponse(error)
  }
  console.log('placed', orderId)
  return json(201, order)
}
