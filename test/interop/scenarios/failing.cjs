/**
 * Tests that must fail and tests that must pass, as their titles say: the checks of a runner's
 * entry at a test's end.
 *
 * @param {import('./index.cjs').Runner} runner
 */
const { DynamoDBClient, DescribeContributorInsightsCommand } = require('@aws-sdk/client-dynamodb')

// AWS supports this operation, and this library does not.
const unsupported = (config) => async () => {
  const input = { TableName: 'orders' }
  await new DynamoDBClient(config)
    .send(new DescribeContributorInsightsCommand(input))
    .catch(() => undefined)
}

const breaking = (message) => async () => {
  throw new TypeError(message)
}

module.exports = function failing(runner) {
  const { it, miniregion } = runner
  const { createGateway, createRegion, defaultRegion, defineRegion, registerFunction } = miniregion
  const t = require('./tools.cjs').createTools(runner)

  it('fails: a refusal was swallowed', unsupported(defaultRegion.sdk))

  it('fails: a refusal was swallowed in a separate region', unsupported(createRegion().sdk))

  it('passes: that region only warns', unsupported(createRegion({ unhandled: 'warn' }).sdk))

  it('passes: the next one is clean', () => {
    t.equal(defaultRegion.unsupported, [])
  })

  it('passes, and prints an error without an assertion', async () => {
    await registerFunction('broken-1', breaking('nobody looked at this')).invoke({})
  })

  it('fails, and prints why', async () => {
    const broken = registerFunction('broken-2', breaking('the reason of a failed test'))
    t.equal((await createGateway({ 'GET /': broken }).get('/')).status, 200)
  })

  it('passes, and prints nothing', async () => {
    const broken = registerFunction('broken-3', breaking('expected'))
    t.expect.toHaveStatus(await createGateway({ 'GET /': broken }).get('/'), 500)
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
  it(
    'fails with its own error: it was thrown in a fork',
    app(() => {
      throw new RangeError('its own error')
    }),
  )
}

/**
 * Checks the results.
 *
 * @param {{ title: string, status: 'passed' | 'failed', text: string }[]} results
 * @param {string} output everything the run printed
 */
module.exports.check = function check(results, output) {
  const assert = require('node:assert/strict')
  assert.equal(results.length, 9, output)
  for (const { title, status, text } of results) {
    assert.equal(
      status,
      title.startsWith('fails') ? 'failed' : 'passed',
      `${title}: ${status}\n${text}`,
    )
    if (title.includes('refusal'))
      assert.match(text, /DynamoDB DescribeContributorInsights is not simulated/, title)
    if (title.includes('own error')) assert.match(text, /its own error/, title)
  }
  for (const message of ['nobody looked at this', 'the reason of a failed test']) {
    const times = output.split(`TypeError: ${message}`).length - 1
    assert.equal(times, 1, `printed ${times} times: ${message}\n${output}`)
  }
  assert.match(output, /broken-1 failed, and no assertion looked at it:[^]*broken-1 \(cold start\)/)
  assert.doesNotMatch(output, /TypeError: expected$/m)
}
