import {
  ApiGatewayV2Client,
  CreateApiCommand,
  DeleteRouteSettingsCommand,
  GetStageCommand,
  UpdateStageCommand,
  type UpdateStageCommandInput,
} from '@aws-sdk/client-apigatewayv2'
import { beforeEach, expect, it } from 'vitest'
import { createRegion, type Region } from '../../../region/index.ts'
import { errorOf } from '../error-of.fixture.ts'

let region: Region
let client: ApiGatewayV2Client
let key: { ApiId: string; StageName: string }
beforeEach(async () => {
  region = createRegion()
  const fn = region.registerFunction('one', async () => 'one')
  client = new ApiGatewayV2Client({ ...region.sdk, maxAttempts: 1 })
  const input = { Name: 'orders', ProtocolType: 'HTTP' as const, Target: fn.arn }
  const { ApiId } = await client.send(new CreateApiCommand(input))
  key = { ApiId: ApiId!, StageName: '$default' }
})

const update = (input: Partial<UpdateStageCommandInput>) =>
  client.send(new UpdateStageCommand({ ...key, ...input }))

const get = async (): Promise<number> => (await region.gateway('orders').get('/')).status

it('throttle their routes', async () => {
  const changed = await update({
    DefaultRouteSettings: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 },
  })
  expect(changed).toMatchObject({
    DefaultRouteSettings: { DetailedMetricsEnabled: false, ThrottlingBurstLimit: 1 },
    RouteSettings: {},
  })
  expect([await get(), await get()]).toEqual([200, 429])
  await region.clock.advance('10s')
  const RouteSettings = { $default: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 2 } }
  await update({ RouteSettings })
  await region.clock.advance('10s')
  expect([await get(), await get(), await get()]).toEqual([200, 200, 429])
  await client.send(new DeleteRouteSettingsCommand({ ...key, RouteKey: '$default' }))
  await region.clock.advance('10s')
  expect([await get(), await get()]).toEqual([200, 429])
  const again = await errorOf(
    client.send(new DeleteRouteSettingsCommand({ ...key, RouteKey: '$default' })),
  )
  expect(again.name).toBe('NotFoundException')
})

it('show the throttles of createGateway', async () => {
  const throttle = { rate: 5, burst: 6 }
  const routes = { 'GET /': { handler: 'one', throttle: { rate: 1, burst: 2 } } }
  const { id } = region.createGateway(routes, { throttle })
  const read = await client.send(new GetStageCommand({ ApiId: id, StageName: '$default' }))
  expect(read).toMatchObject({
    DefaultRouteSettings: { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 6 },
    RouteSettings: { 'GET /': { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 2 } },
  })
})

it('merge their variables, and drop those with an empty value', async () => {
  await update({ StageVariables: { a: '1', b: '2' } })
  const changed = await update({ StageVariables: { a: '', c: '3' } })
  expect(changed.StageVariables).toEqual({ b: '2', c: '3' })
})
