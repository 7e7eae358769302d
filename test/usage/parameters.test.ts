// The examples of docs/guide/parameters.md.
import {
  GetParameterCommand,
  GetParametersByPathCommand,
  type GetParameterResult,
  LabelParameterVersionCommand,
  SSMClient,
} from '@aws-sdk/client-ssm'
import { createParameter, createRegion, registerFunction } from 'miniregion'
import 'miniregion/auto'
import 'miniregion/vitest'
import { expect, it } from 'vitest'

it('a handler reads a parameter when it starts', async () => {
  const table = createParameter('/shop/table', 'orders')
  const place = registerFunction('place', async () => {
    const ssm = new SSMClient({ region: 'us-east-1' })
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: '/shop/table' }))
    return Parameter?.Value
  })

  const run = await place.invoke({})
  expect(run.payload).toBe('orders')
  expect(table.reads).toHaveLength(1)
})

it('a secret value', async () => {
  const region = createRegion()
  const ssm = new SSMClient(region.sdk)
  region.createParameter('/shop/key', 'hush', { type: 'SecureString' })
  const { Parameter } = await ssm.send(
    new GetParameterCommand({ Name: '/shop/key', WithDecryption: true }),
  )
  expect(Parameter?.Value).toBe('hush')
})

it('versions, labels and hierarchies', async () => {
  const region = createRegion()
  const ssm = new SSMClient(region.sdk)
  const url = region.createParameter('/shop/prod/url', 'https://one.example')
  await ssm.send(new LabelParameterVersionCommand({ Name: url.name, Labels: ['live'] }))
  url.put('https://two.example')
  const live = await ssm.send(new GetParameterCommand({ Name: '/shop/prod/url:live' }))
  expect(live.Parameter?.Value).toBe('https://one.example')
  expect(url.history.map(({ version, labels }) => [version, labels])).toEqual([
    [1, ['live']],
    [2, []],
  ])

  const below = await ssm.send(new GetParametersByPathCommand({ Path: '/shop', Recursive: true }))
  expect(below.Parameters?.map(({ Name }) => Name)).toEqual(['/shop/prod/url'])
})

it('a failure that a handler has to survive', async () => {
  const region = createRegion()
  const ssm = new SSMClient({ ...region.sdk, maxAttempts: 1 })
  const table = region.createParameter('/shop/table', 'orders')
  table.fail('GetParameter', 'ThrottlingException')
  await expect(ssm.send(new GetParameterCommand({ Name: '/shop/table' }))).rejects.toThrow()
})

it('a function reads through the Lambda extension', async () => {
  const region = createRegion()
  region.createParameter('/shop/vat', '19')
  const layers = ['AWS-Parameters-and-Secrets-Lambda-Extension']
  const read = async () => {
    const headers = { 'X-Aws-Parameters-Secrets-Token': process.env['AWS_SESSION_TOKEN'] ?? '' }
    const url = 'http://localhost:2773/systemsmanager/parameters/get?name=%2Fshop%2Fvat'
    const answer = (await (await fetch(url, { headers })).json()) as GetParameterResult
    return answer.Parameter?.Value
  }
  const fn = region.registerFunction('vat', read, { layers })
  expect((await fn.invoke({})).payload).toBe('19')
})
