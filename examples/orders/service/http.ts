import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'

export const json = (statusCode: number, body: unknown): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

/** What the database refused, as HTTP says it; anything else is a bug and stays an error. */
export function toResponse(error: unknown): APIGatewayProxyStructuredResultV2 {
  const { name, CancellationReasons: reasons } = error as {
    name: string
    CancellationReasons?: { Code: string }[]
  }
  if (name === 'TransactionCanceledException') {
    const [order, stock] = reasons ?? []
    if (order?.Code === 'ConditionalCheckFailed') return json(409, { message: 'Order exists' })
    if (stock?.Code === 'ConditionalCheckFailed') return json(422, { message: 'Out of stock' })
    return json(503, { message: 'Try again' })
  }
  if (name === 'ProvisionedThroughputExceededException') return json(503, { message: 'Try again' })
  throw error
}
