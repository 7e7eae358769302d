// The code under test: it knows the AWS SDK alone.
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb')
const { DynamoDBDocumentClient, PutCommand } = require('@aws-sdk/lib-dynamodb')

const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }))

exports.place = async (event) => {
  const order = JSON.parse(event.body)
  await client.send(new PutCommand({ TableName: 'orders', Item: order }))
  return { statusCode: 201, body: JSON.stringify(order) }
}
