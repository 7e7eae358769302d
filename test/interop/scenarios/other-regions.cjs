/** Global tables, the network between regions, and a cache in front of a table. */
const { DynamoDB } = require('@aws-sdk/client-dynamodb')

module.exports = ({ scenario, miniregion }) => {
  const { createRegion } = miniregion

  scenario('a global table replicates, and tells what a partition lost', async (t) => {
    const region = createRegion({ dynamodb: { replicationLag: '1s' } })
    const orders = region.createTable('orders', { partitionKey: 'id', replicas: ['eu-west-1'] })
    const eu = region.in('eu-west-1')
    orders.put({ id: '1', state: 'NEW' })
    await region.idle()
    const client = new DynamoDB({ ...region.sdk, region: 'eu-west-1' })
    const { Item } = await client.getItem({ TableName: 'orders', Key: { id: { S: '1' } } })
    t.equal(Item.state.S, 'NEW')
    region.partition('eu-west-1')
    orders.put({ id: '1', state: 'PAID' })
    eu.table('orders').put({ id: '1', state: 'CANCELLED' })
    region.heal('eu-west-1')
    await region.idle()
    t.equal(orders.items, [{ id: '1', state: 'CANCELLED' }])
    t.equal(orders.conflicts[0].lost.item, { id: '1', state: 'PAID' })
    t.equal(orders.writes.at(-1).replicatedFrom, 'eu-west-1')
  })

  scenario('a cache in front of a table hits, misses and is stale', async (t) => {
    const region = createRegion()
    const orders = region.createTable('orders', { partitionKey: 'id' })
    const cache = orders.cache({ itemTtl: '1m', queryTtl: 0 })
    const request = { TableName: 'orders', Key: { id: '1' } }
    t.equal(await cache.documents.get(request), {})
    orders.put({ id: '1' })
    t.equal(await cache.documents.get(request), {})
    t.equal([cache.hits, cache.misses, cache.size], [1, 1, 1])
    t.has(cache.calls[1], { operation: 'GetItem', result: 'hit', stale: true })
    cache.clear()
    t.equal(await cache.documents.get(request), { Item: { id: '1' } })
  })

  scenario('a table is exported to a bucket and imported from it', async (t) => {
    const region = createRegion()
    const uploads = region.createBucket('uploads')
    const orders = region.createTable('orders', { partitionKey: 'id' })
    orders.put({ id: '1' })
    const { manifest, itemCount } = await orders.exportTo(uploads, { prefix: 'out' })
    t.equal([itemCount, uploads.get(manifest).json().itemCount], [1, 1])
    await new DynamoDB(region.sdk).importTable({
      S3BucketSource: { S3Bucket: 'uploads', S3KeyPrefix: manifest.replace(/[^/]*$/, 'data/') },
      InputFormat: 'DYNAMODB_JSON',
      InputCompressionType: 'GZIP',
      TableCreationParameters: {
        TableName: 'copy',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
      },
    })
    await region.idle()
    t.equal(region.table('copy').items, [{ id: '1' }])
  })

  scenario('a global table with strong consistency agrees at once', (t) => {
    const region = createRegion()
    region
      .createTable('orders', {
        partitionKey: 'id',
        multiRegionConsistency: 'STRONG',
        replicas: ['us-east-2'],
        witnessRegion: 'us-west-2',
      })
      .put({ id: '1' })
    t.equal(region.in('us-east-2').table('orders').size, 1)
  })
}
