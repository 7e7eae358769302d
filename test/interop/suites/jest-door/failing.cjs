const { DynamoDBClient, ImportTableCommand } = require('@aws-sdk/client-dynamodb')

/** Tests that must fail and tests that must not, as their titles say. */
module.exports = function failing(miniregion) {
  const { createGateway, defaultRegion, defineRegion, registerFunction } = miniregion
  // ImportTable: AWS can, this library cannot.
  const unsupported = (config) => async () => {
    const input = {
      S3BucketSource: { S3Bucket: 'bucket' },
      InputFormat: 'CSV',
      TableCreationParameters: {
        TableName: 'orders',
        AttributeDefinitions: [],
        KeySchema: [],
      },
    }
    await new DynamoDBClient(config).send(new ImportTableCommand(input)).catch(() => undefined)
  }

  it('fails: a refusal was swallowed', unsupported(defaultRegion.sdk))

  it('passes: the next one is clean', () => {
    expect(defaultRegion.unsupported).toHaveLength(0)
  })

  it('passes, and tells of what nobody looked at', async () => {
    await registerFunction('broken-1', async () => {
      throw new TypeError('nobody looked at this')
    }).invoke({})
  })

  it('fails, and tells why', async () => {
    const broken = registerFunction('broken-2', async () => {
      throw new TypeError('the reason of a failed test')
    })
    expect((await createGateway({ 'GET /': broken }).get('/')).status).toBe(200)
  })

  it('passes, and tells nothing', async () => {
    const broken = registerFunction('broken-3', async () => {
      throw new TypeError('expected')
    })
    expect(await createGateway({ 'GET /': broken }).get('/')).toHaveStatus(500)
  })

  const app = defineRegion((region) => ({
    call: region.registerFunction('call', unsupported(region.sdk)),
  }))
  it(
    'fails: a refusal was swallowed in a fork',
    app(async ({ call }) => {
      await call.invoke({})
    }),
  )
}
