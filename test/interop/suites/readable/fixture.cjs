/** Tests that fail, as their titles say where: the line of `// HERE` after it. */
module.exports = function fixture({ it, miniregion, sdk, expect, timeout }) {
  const { createRegion, defineRegion } = miniregion
  const setUp = (region = createRegion({ unhandled: 'warn' })) => ({
    orders: region.createTable('orders', { partitionKey: 'id' }),
    client: new sdk.DynamoDB(region.sdk),
    api: region.createGateway({
      'GET /': region.registerFunction('read', async () => ({ body: '{"a":1}' })),
    }),
    hang: region.registerFunction('hang', () => new Promise(() => {}), { timeout: 2 }),
  })

  it('table', () => {
    const { orders } = setUp()
    orders.put({ id: 'o1' })
    orders.put({ id: 'o1' }, { condition: 'attribute_not_exists(id)' }) // HERE table
  })

  it('sdk', async () => {
    const { client } = setUp()
    await client.getItem({ TableName: 'order', Key: { id: { S: 'o1' } } }) // HERE sdk
  })

  it('unsupported', async () => {
    const { client } = setUp()
    await client.createGlobalTable({ GlobalTableName: 'orders', ReplicationGroup: [] }) // HERE unsupported
  })

  it('misuse', () => {
    setUp().orders.get({ ID: 'o1' }) // HERE misuse
  })

  it('awaited', async () => {
    const response = await setUp().api.get('/')
    await expect(response).toHaveJson({ a: 2 }) // HERE awaited
  })

  it('forgotten', async () => {
    const response = await setUp().api.get('/')
    void expect(response).toHaveJson({ a: 2 }) // HERE forgotten
  })

  const app = defineRegion((region) => setUp(region))
  it(
    'forgotten in a fork',
    app(async ({ api }) => {
      const response = await api.get('/')
      void expect(response).toHaveJson({ a: 1 }) // HERE forgotten in a fork
    }),
  )

  timeout('hanging', async () => {
    await setUp().hang.invoke({})
  })
}

const TITLES = [
  'table',
  'sdk',
  'unsupported',
  'misuse',
  'awaited',
  'forgotten',
  'forgotten in a fork',
]

/** @param {string} way @param {string} output of the run @param {boolean} frames whether the runner shows the code */
module.exports.check = function check(way, output, frames) {
  const assert = require('node:assert/strict')
  const lines = require('node:fs').readFileSync(__filename, 'utf8').split('\n')
  for (const title of TITLES) {
    const at = lines.findIndex((line) => line.endsWith(`// HERE ${title}`)) + 1
    assert.match(
      output,
      new RegExp(`fixture\\.cjs:${at}:\\d+`),
      `${way}, ${title}: line ${at}\n${output}`,
    )
    if (!frames) continue
    const code = lines[at - 1]
      .trim()
      .slice(0, 30)
      .replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')
    assert.match(output, new RegExp(`\\b${at} ?\\|.*${code}`), `${way}, ${title}: code\n${output}`)
  }
  assert.match(output, /ConditionalCheckFailedException: The conditional request failed/)
  assert.match(output, /toHaveJson was called and not awaited/)
  assert.match(output, /The test timed out. Still running:\s+- hang attempt 1/)
  // The bundle is no part of what failed.
  assert.doesNotMatch(output, /miniregion\/dist\/rooms\/dynamodb/, `${way}\n${output}`)
  console.log(`${way}: what failed is shown where it was called`)
}
