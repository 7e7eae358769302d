import { expect, it } from 'vitest'
import { iamAuthorizer } from '../gateway/api/authorizers/create-authorizers.ts'
import { createRegion } from '../region/index.ts'
import { allow, deny } from './handle/statements.ts'
import { signed } from './signed.fixture.ts'

const setUp = () => {
  const region = createRegion({ iam: 'enforce' })
  region.createRole('nobody')
  region.createRole('caller', [allow(['execute-api:Invoke', 'lambda:InvokeFunctionUrl'], '*')])
  const fn = region.registerFunction('me', async () => ({ statusCode: 200, body: 'ok' }))
  return { region, fn }
}

it('REST APIs ask the policies of the caller, and that of the API', async () => {
  const { region, fn } = setUp()
  const routes = { 'GET /me': { handler: fn, authorizer: iamAuthorizer() } }
  const api = region.createGateway(routes, { type: 'rest', id: 'api1' })
  const get = async (role: string, gateway = api) =>
    gateway.get('/me', { headers: await signed(region, role, `${gateway.url}/me`) })
  expect((await get('caller')).status).toBe(200)
  const refused = await get('nobody')
  expect(refused.status).toBe(403)
  expect(await refused.json()).toEqual({
    Message:
      'User: arn:aws:sts::123456789012:assumed-role/nobody/test is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********9012:api1/prod/GET/me because no identity-based policy allows the execute-api:Invoke action',
  })
  expect(region.denials).toMatchObject([
    { action: 'execute-api:Invoke', fix: { Effect: 'Allow', Action: 'execute-api:Invoke' } },
  ])
  const open = region.createGateway(routes, {
    type: 'rest',
    policy: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::123456789012:role/nobody' },
          Action: 'execute-api:Invoke',
          Resource: 'execute-api:/*',
        },
      ],
    },
  })
  expect((await get('nobody', open)).status).toBe(200)
})

it('HTTP APIs and function URLs ask the policies of the caller', async () => {
  const { region, fn } = setUp()
  const api = region.createGateway({ 'GET /me': { handler: fn, authorizer: iamAuthorizer() } })
  const get = async (role: string) =>
    api.get('/me', { headers: await signed(region, role, `${api.url}/me`) })
  expect((await get('caller')).status).toBe(200)
  const refused = await get('nobody')
  expect([refused.status, await refused.text()]).toEqual([403, '{"message":"Forbidden"}'])
  fn.createUrl({ authType: 'AWS_IAM' })
  const call = async (role: string) =>
    fn.fetch('/', { headers: await signed(region, role, fn.url!, { service: 'lambda' }) })
  expect((await call('caller')).status).toBe(200)
  expect((await call('nobody')).status).toBe(403)
  region.createRole('denied', [allow('*', '*'), deny('lambda:InvokeFunctionUrl', '*')])
  expect((await call('denied')).status).toBe(403)
})
