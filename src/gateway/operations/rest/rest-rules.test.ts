/** The rules of a REST API, as the control plane shows and changes them. */
import {
  CreateDeploymentCommand,
  DeleteMethodCommand,
  GetResourcesCommand,
} from '@aws-sdk/client-api-gateway'
import { beforeEach, describe, expect, it } from 'vitest'
import { restSetting, type RestSetting } from './rest.fixture.ts'

let setting: RestSetting
beforeEach(async () => {
  setting = await restSetting()
})

describe('the OPTIONS methods of the option cors', () => {
  it('are methods like all others', async () => {
    const { region, client } = setting
    const api = region.createGateway(
      { 'GET /a': 'one' },
      { type: 'rest', stage: 'dev', cors: { allowOrigins: ['*'] } },
    )
    const restApiId = api.id
    const { items } = await client.send(new GetResourcesCommand({ restApiId, embed: ['methods'] }))
    expect(
      items!.map(({ path, resourceMethods }) => [path, Object.keys(resourceMethods!)]),
    ).toEqual([
      ['/', ['OPTIONS']],
      ['/a', ['GET', 'OPTIONS']],
    ])
    const root = { restApiId, resourceId: items![0]!.id!, httpMethod: 'OPTIONS' }
    await client.send(new DeleteMethodCommand(root))
    await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev' }))
    const statuses = async (...paths: string[]) =>
      (await Promise.all(paths.map((path) => api.options(path)))).map(({ status }) => status)
    expect(await statuses('/', '/a')).toEqual([403, 204])
    expect(region.coverage().routes.map(({ name }) => name)).toEqual([`${api.id} GET /a`])
  })

  it('come with the resources of later routes', async () => {
    const { region, client } = setting
    const api = region.createGateway(
      { 'GET /a': 'one' },
      { type: 'rest', stage: 'dev', cors: { allowOrigins: ['*'] } },
    )
    await client.send(new GetResourcesCommand({ restApiId: api.id }))
    await client.send(new CreateDeploymentCommand({ restApiId: api.id, stageName: 'dev' }))
    api.route('GET /b', 'two')
    expect((await api.options('/b')).status).toBe(204)
    api.route('OPTIONS /b', 'two')
    expect(await (await api.options('/b')).text()).toBe('two')
  })
})
