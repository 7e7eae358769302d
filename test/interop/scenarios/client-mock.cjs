/**
 * §7 beside aws-sdk-client-mock's matchers (it has none for node:test). Both sets work together.
 *
 * @param {import('./index.cjs').Runner & { expect: Function }} runner whose `expect` has the
 * matchers of both
 */
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb')
const { SendMessageCommand, SQSClient } = require('@aws-sdk/client-sqs')
const { DynamoDBDocumentClient, PutCommand } = require('@aws-sdk/lib-dynamodb')
const { mockClient } = require('aws-sdk-client-mock')

module.exports = function clientMock({ it, miniregion, expect }) {
  it("§7 matchers: aws-sdk-client-mock's work beside ours", async () => {
    const region = miniregion.createRegion()
    const orders = region.createTable('orders', { partitionKey: 'id' })
    const docs = DynamoDBDocumentClient.from(new DynamoDBClient(region.sdk))
    const queue = new SQSClient({})
    const mock = mockClient(queue)
    mock.on(SendMessageCommand).resolves({ MessageId: 'm1' })
    const place = region.registerFunction('place', async (Item) => {
      await docs.send(new PutCommand({ TableName: 'orders', Item }))
      return queue.send(new SendMessageCommand({ QueueUrl: 'q', MessageBody: Item.id }))
    })
    expect((await place.invoke({ id: 'o1' })).payload).toEqual({ MessageId: 'm1' })

    expect(mock).toHaveReceivedCommandTimes(SendMessageCommand, 1)
    expect(mock).toHaveReceivedCommandWith(SendMessageCommand, { MessageBody: 'o1' })
    expect(mock).not.toHaveReceivedCommandWith(SendMessageCommand, { MessageBody: 'o2' })
    expect(orders).toHaveReceivedTimes('PutItem', 1)
    expect(orders).toHaveReceived('PutItem', { Item: { id: 'o1' } })
    expect(orders).not.toHaveReceived('DeleteItem')
    expect(orders).toHaveItem({ id: 'o1' })
    expect(place).toHaveBeenInvokedTimes(1)
    expect(() => expect(mock).toHaveReceived('PutItem')).toThrow(/toHaveReceived received/)
  })
}
