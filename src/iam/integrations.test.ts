/** AWS integrations act as their role, or as the caller, in regions that enforce permissions. */
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import { describe, expect, it } from 'vitest'
import { iamAuthorizer } from '../gateway/api/authorizers/create-authorizers.ts'
import { createRegion, type Region } from '../region/index.ts'
import { signed } from './signed.fixture.ts'
import { allow } from './handle/statements.ts'

const GATEWAY = 'apigateway.amazonaws.com'
const PUT = {
  'application/json': '{"TableName":"orders","Item":{"id":{"S":"$input.path(\'$.id\')"}}}',
}
const RESPONSES = [{ statusCode: 200 }, { statusCode: 403, selectionPattern: '4\\d\\d' }]

function restIn(region: Region, credentials: string | undefined, route: object = {}) {
  region.createTable('orders', { partitionKey: 'id' })
  const integration = {
    ...{ type: 'AWS', service: 'dynamodb', action: 'PutItem', requestTemplates: PUT },
    ...{ responses: RESPONSES, ...(credentials !== undefined && { credentials }) },
  } as const
  return region.createGateway(
    { 'POST /orders': { integration, ...route } as object },
    { type: 'rest' },
  )
}

describe('REST APIs', () => {
  it('call other services with the role of the integration', async () => {
    const region = createRegion({ iam: 'enforce' })
    const role = region.createRole('writer', [allow('dynamodb:PutItem', '*')], {
      assumedBy: GATEWAY,
    })
    const api = restIn(region, role.arn)
    expect((await api.post('/orders', { id: '1' })).status).toBe(200)
    expect((await api.post('/orders', { id: '2' })).status).toBe(200)
    expect(region.table('orders').size).toBe(2)
    expect(role.leastPrivilege().Statement).toMatchObject([{ Action: 'dynamodb:PutItem' }])
  })

  it('get the refusal of the service where the role allows nothing', async () => {
    const region = createRegion({ iam: 'enforce' })
    const role = region.createRole('nothing', [], { assumedBy: GATEWAY })
    const answer = await restIn(region, role.arn).post('/orders', { id: '1' })
    expect(answer.status).toBe(403)
    expect(await answer.json()).toMatchObject({
      Message: expect.stringContaining(
        ':assumed-role/nothing/BackplaneAssumeRoleSession is not authorized to perform: dynamodb:PutItem',
      ),
    })
    expect(region.denials).toMatchObject([{ action: 'dynamodb:PutItem' }])
  })

  it('fail where the role does not trust them', async () => {
    const region = createRegion({ iam: 'enforce' })
    const role = region.createRole('lambdas', [allow('dynamodb:*', '*')])
    const api = restIn(region, role.arn)
    const answer = await api.post('/orders', { id: '1' })
    expect([answer.status, await answer.json()]).toEqual([
      500,
      { message: 'Internal server error' },
    ])
    expect(api.lastRequest?.reason).toContain('does not have permission to assume')
    expect(region.denials).toMatchObject([{ action: 'sts:AssumeRole', principal: GATEWAY }])
  })

  it('call with the credentials of the caller', async () => {
    const region = createRegion({ iam: 'enforce' })
    const mayInvoke = allow('execute-api:Invoke', '*')
    region.createRole('writer', [mayInvoke, allow('dynamodb:PutItem', '*')])
    region.createRole('reader', [mayInvoke])
    const api = restIn(region, 'arn:aws:iam::*:user/*', { authorizer: iamAuthorizer() })
    const post = async (role: string, id: string) => {
      const body = JSON.stringify({ id })
      const headers = await signed(region, role, `${api.url}/orders`, { method: 'POST', body })
      const type = { 'Content-Type': 'application/json' }
      return api.fetch('/orders', { method: 'POST', body, headers: { ...headers, ...type } })
    }
    expect((await post('writer', 'w')).status).toBe(200)
    expect((await post('reader', 'r')).status).toBe(403)
    expect(region.table('orders').items).toEqual([{ id: 'w' }])
  })

  it('say what the role needs, also where everything is allowed', async () => {
    const region = createRegion()
    const role = region.createRole('writer', [], { assumedBy: GATEWAY })
    expect((await restIn(region, role.arn).post('/orders', { id: '1' })).status).toBe(200)
    expect(role.leastPrivilege().Statement).toMatchObject([{ Action: 'dynamodb:PutItem' }])
  })
})

it('HTTP APIs call other services with the role of the integration', async () => {
  const region = createRegion({ iam: 'enforce' })
  const jobs = region.createQueue('jobs')
  await new IAMClient(region.sdk).send(
    new CreateRoleCommand({
      RoleName: 'empty',
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Principal: { Service: GATEWAY }, Action: 'sts:AssumeRole' },
      }),
    }),
  )
  const sender = region.createRole('sender', [allow('sqs:SendMessage', jobs)], {
    assumedBy: GATEWAY,
  })
  const requestParameters = { QueueUrl: jobs.url, MessageBody: '$request.body.text' }
  const routed = (credentials: string) => ({
    integration: { type: 'AWS_PROXY', subtype: 'SQS-SendMessage', credentials, requestParameters },
  })
  const api = region.createGateway({
    'POST /jobs': routed(sender.arn) as object,
    'POST /denied': routed('arn:aws:iam::123456789012:role/empty') as object,
    'POST /untrusted': routed('arn:aws:iam::123456789012:role/missing') as object,
  })
  expect((await api.post('/jobs', { text: 'a' })).status).toBe(200)
  expect((await api.post('/denied', { text: 'b' })).status).toBe(403)
  expect((await api.post('/untrusted', { text: 'c' })).status).toBe(500)
  expect(jobs.messages.map(({ body }) => body)).toEqual(['a'])
})
