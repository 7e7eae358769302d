import {
  CreateDeploymentCommand,
  CreateStageCommand,
  DeleteDeploymentCommand,
  DeleteStageCommand,
  FlushStageAuthorizersCacheCommand,
  GetDeploymentCommand,
  GetDeploymentsCommand,
  GetStageCommand,
  GetStagesCommand,
  UpdateDeploymentCommand,
  UpdateIntegrationCommand,
  UpdateStageCommand,
  type PatchOperation,
  type UpdateStageCommandOutput,
} from '@aws-sdk/client-api-gateway'
import { beforeEach, describe, expect, it } from 'vitest'
import { errorOf } from '../../error-of.fixture.ts'
import { addMethod, deploy, restSetting, uriOf, type RestSetting } from '../rest.fixture.ts'

let setting: RestSetting
let first: string
beforeEach(async () => {
  setting = await restSetting()
  await addMethod(setting, setting.rootId, 'GET', 'one')
  first = await deploy(setting)
})

/** Lets the root answer with another function, and deploys that. */
async function deployOther(stageName?: string): Promise<string> {
  const { client, restApiId, rootId } = setting
  await client.send(
    new UpdateIntegrationCommand({
      ...{ restApiId, resourceId: rootId, httpMethod: 'GET' },
      patchOperations: [{ op: 'replace', path: '/uri', value: uriOf('two') }],
    }),
  )
  return deploy(setting, stageName)
}

const createStage = (stageName: string, options: object = {}) =>
  setting.client.send(
    new CreateStageCommand({
      ...{ restApiId: setting.restApiId, stageName, deploymentId: first },
      ...options,
    }),
  )

const update = (
  stageName: string,
  ...patchOperations: PatchOperation[]
): Promise<UpdateStageCommandOutput> =>
  setting.client.send(
    new UpdateStageCommand({ restApiId: setting.restApiId, stageName, patchOperations }),
  )

const text = async (stage: string): Promise<string> =>
  (await setting.region.gateway(setting.restApiId).at(stage).get('/')).text()

describe('stages', () => {
  it('have AWS’s defaults, and serve their deployment', async () => {
    const { $metadata: _, createdDate, lastUpdatedDate, ...stage } = await createStage('dev')
    expect([createdDate, lastUpdatedDate]).toEqual([expect.any(Date), expect.any(Date)])
    expect(stage).toEqual({
      deploymentId: first,
      stageName: 'dev',
      cacheClusterEnabled: false,
      cacheClusterStatus: 'NOT_AVAILABLE',
      methodSettings: {},
      tracingEnabled: false,
    })
    expect(await text('dev')).toBe('one')
    const second = await deployOther()
    expect(await text('dev')).toBe('one')
    await update('dev', { op: 'replace', path: '/deploymentId', value: second })
    expect(await text('dev')).toBe('two')
  })

  it('have variables and settings', async () => {
    await createStage('dev', { variables: { a: '1', b: '2' }, description: 'd', tags: { t: 'x' } })
    const updated = await update(
      'dev',
      { op: 'replace', path: '/variables/a', value: '3' },
      { op: 'remove', path: '/variables/b' },
      { op: 'replace', path: '/description', value: 'e' },
      { op: 'replace', path: '/tracingEnabled', value: 'true' },
      { op: 'replace', path: '/*/*/metrics/enabled', value: 'true' },
    )
    expect(updated).toMatchObject({
      variables: { a: '3' },
      description: 'e',
      tags: { t: 'x' },
      tracingEnabled: true,
      methodSettings: { '*/*': { metricsEnabled: true, throttlingBurstLimit: 5000 } },
    })
    await setting.region.gateway('orders').at('dev').get('/')
    const { event } = setting.region.function('one').lastInvocation!
    expect(event.stageVariables).toEqual({ a: '3' })
    const { restApiId, client } = setting
    const { item } = await client.send(new GetStagesCommand({ restApiId, deploymentId: first }))
    expect(item!.map(({ stageName }) => stageName)).toEqual(['dev'])
    await client.send(new FlushStageAuthorizersCacheCommand({ restApiId, stageName: 'dev' }))
    await client.send(new DeleteStageCommand({ restApiId, stageName: 'dev' }))
    expect(
      await errorOf(client.send(new GetStageCommand({ restApiId, stageName: 'dev' }))),
    ).toMatchObject({ name: 'NotFoundException', message: 'Invalid Stage identifier specified' })
  })

  it('are refused as AWS refuses them', async () => {
    await createStage('dev')
    expect(await errorOf(createStage('dev'))).toMatchObject({
      name: 'ConflictException',
      message: 'Stage already exists',
    })
    expect(await errorOf(createStage('x', { deploymentId: 'zzz' }))).toMatchObject({
      name: 'BadRequestException',
      message: 'Deployment id does not exist',
    })
    expect(await errorOf(createStage('a b'))).toMatchObject({
      message: 'Stage name only allows a-zA-Z0-9_-',
    })
    expect(await errorOf(update('dev', { op: 'replace', path: '/x', value: '1' }))).toMatchObject({
      message: expect.stringMatching(
        /^Invalid method setting path: \/x\. Must be one of: \[\/deploymentId, /,
      ),
    })
    expect(await errorOf(update('dev', { op: 'remove', path: '/*/*' }))).toMatchObject({
      message:
        'Cannot remove method setting */* because there is no method setting for this method ',
    })
  })

  it('let a canary use their cache', async () => {
    await createStage('dev')
    await update('dev', { op: 'replace', path: '/canarySettings/useStageCache', value: 'true' })
    const { client, restApiId } = setting
    expect(await client.send(new GetStageCommand({ restApiId, stageName: 'dev' }))).toMatchObject({
      canarySettings: { useStageCache: true },
    })
  })
})

describe('deployments', () => {
  it('are listed, described and deleted', async () => {
    const { client, restApiId } = setting
    await client.send(
      new CreateDeploymentCommand({ restApiId, stageName: 'dev', description: 'second' }),
    )
    const { items } = await client.send(new GetDeploymentsCommand({ restApiId }))
    expect(items!.map(({ description }) => description)).toEqual([undefined, 'second'])
    const deploymentId = items![1]!.id!
    const key = { restApiId, deploymentId }
    expect(
      await client.send(new GetDeploymentCommand({ ...key, embed: ['apisummary'] })),
    ).toMatchObject({
      apiSummary: { '/': { GET: { authorizationType: 'NONE', apiKeyRequired: false } } },
    })
    const renamed = { op: 'replace' as const, path: '/description', value: 'changed' }
    expect(
      await client.send(new UpdateDeploymentCommand({ ...key, patchOperations: [renamed] })),
    ).toMatchObject({ description: 'changed' })
    expect(await errorOf(client.send(new DeleteDeploymentCommand(key)))).toMatchObject({
      name: 'BadRequestException',
      message: 'Active stages pointing to this deployment must be moved or deleted',
    })
    await client.send(new DeleteDeploymentCommand({ restApiId, deploymentId: first }))
    expect(
      await errorOf(client.send(new GetDeploymentCommand({ restApiId, deploymentId: first }))),
    ).toMatchObject({ message: 'Invalid Deployment identifier specified' })
  })
})

describe('canaries', () => {
  const canary = (stageName: string | undefined, canarySettings: object) =>
    setting.client.send(
      new CreateDeploymentCommand({ restApiId: setting.restApiId, stageName, canarySettings }),
    )

  it('are deployed, changed, promoted and removed', async () => {
    await createStage('dev', { variables: { name: 'main' } })
    const { client, restApiId } = setting
    await deployOther()
    const { id } = await canary('dev', {
      percentTraffic: 100,
      stageVariableOverrides: { name: 'canary' },
    })
    expect(await text('dev')).toBe('two')
    const stage = await client.send(new GetStageCommand({ restApiId, stageName: 'dev' }))
    expect(stage).toMatchObject({
      deploymentId: first,
      variables: { name: 'main' },
      canarySettings: {
        deploymentId: id,
        percentTraffic: 100,
        stageVariableOverrides: { name: 'canary' },
        useStageCache: false,
      },
    })
    await update('dev', { op: 'replace', path: '/canarySettings/percentTraffic', value: '0' })
    expect(await text('dev')).toBe('one')
    const promoted = await update(
      'dev',
      { op: 'copy', from: '/canarySettings/deploymentId', path: '/deploymentId' },
      { op: 'copy', from: '/canarySettings/stageVariableOverrides', path: '/variables' },
      { op: 'remove', path: '/canarySettings' },
    )
    expect(promoted).toMatchObject({ deploymentId: id, variables: { name: 'canary' } })
    expect(promoted.canarySettings).toBeUndefined()
    expect(await text('dev')).toBe('two')
  })

  it('are refused as AWS refuses them', async () => {
    await createStage('dev')
    expect(await errorOf(canary(undefined, {}))).toMatchObject({
      message:
        'Invalid deployment content specified.Non null and non empty stageName must be provided for canary deployment. Provided value is null',
    })
    expect(await errorOf(canary('no', {}))).toMatchObject({
      message:
        'Invalid deployment content specified.Stage no must already be created before making a canary release deployment',
    })
    const copy = { op: 'copy' as const, path: '/deploymentId' }
    expect(
      await errorOf(update('dev', { ...copy, from: '/canarySettings/deploymentId' })),
    ).toMatchObject({ message: 'Promotion not available. Canary does not exist.' })
    expect(await errorOf(update('dev', { ...copy, from: '/variables' }))).toMatchObject({
      message: expect.stringContaining('Invalid copy operation with path'),
    })
    const percent = { op: 'add' as const, path: '/canarySettings/percentTraffic', value: '1' }
    expect(await errorOf(update('dev', percent))).toMatchObject({
      message: 'Invalid add operation with path: /canarySettings/percentTraffic',
    })
    const missing = { op: 'replace' as const, path: '/canarySettings/deploymentId', value: 'zzz' }
    expect(await errorOf(update('dev', missing))).toMatchObject({
      message: 'Deployment id does not exist',
    })
  })
})
