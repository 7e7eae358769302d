import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { DynamoDBStreamHandler } from 'aws-lambda'
import type { Order } from './order.js'

const sns = new SNSClient({})

/** The table's stream: announces each new order. Subscribers choose by its kind. */
export const handler: DynamoDBStreamHandler = async ({ Records }) => {
  for (const { dynamodb } of Records) {
    const image = (dynamodb?.NewImage ?? {}) as Record<string, AttributeValue>
    const order = unmarshall(image) as Order
    await sns.send(
      new PublishCommand({
        TopicArn: process.env.TOPIC,
        Message: JSON.stringify(order),
        MessageAttributes: { kind: { DataType: 'String', StringValue: order.kind } },
      }),
    )
  }
}
