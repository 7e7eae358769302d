import type { DynamoDBStreamEvent } from 'aws-lambda'

/** Ships an order as soon as its region sees it paid. */
export async function handler(event: DynamoDBStreamEvent): Promise<string[]> {
  return event.Records.flatMap(({ dynamodb }) =>
    dynamodb?.NewImage?.['state']?.S === 'PAID' ? [String(dynamodb.Keys?.['id']?.S)] : [],
  )
}
