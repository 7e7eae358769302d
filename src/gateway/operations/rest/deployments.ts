/** AWS: CreateDeployment, GetDeployment, GetDeployments, UpdateDeployment, DeleteDeployment. */
import {
  withDeployment,
  withStage,
  type Api,
  type Deployment,
  type Stage,
  type StageParts,
} from '../../api/deployments.ts'
import type { RestDraft } from '../../api/draft/rest.ts'
import { setApi, type GatewayState } from '../../api/state.ts'
import {
  badRequest,
  deploymentInUse,
  invalidIdentifier,
  noIntegration,
  noMethods,
} from '../../control/errors.ts'
import { listed, type PositionInput } from '../../control/page.ts'
import { applyPatches, replaceText, type PatchRule } from '../../control/patch.ts'
import { NO_POLICY } from '../../build/rest-options.ts'
import { compileRest } from '../../draft/compile-rest.ts'
import { withoutEntry } from '../../control/entries.ts'
import { restApiOf } from '../../draft/rest-draft.ts'
import { newSettings, settingsOf, withServed } from './stages/method-setting-patches.ts'
import { newStage, shownOf, toVariables, type StageInput } from './stages/stage-input.ts'
import { defineRest, toDate, type RestOperations } from './define.ts'
import type { PatchInput } from './rest-apis.ts'

interface CreateInput extends StageInput {
  readonly restApiId: string
  readonly stageName?: string
  readonly stageDescription?: string
}

const createDeployment = defineRest({
  name: 'CreateDeployment',
  verb: 'POST',
  path: '/restapis/{restApiId}/deployments',
  handles: [
    ...['stageName', 'stageDescription', 'description', 'variables', 'canarySettings'],
    ...['cacheClusterEnabled', 'cacheClusterSize', 'tracingEnabled'],
  ],
  run(state: GatewayState, input: CreateInput, { world }) {
    const { api, draft } = restApiOf(state, world, input.restApiId)
    const { stageName, canarySettings, description } = input
    if (canarySettings) checkCanaryStage(api, stageName)
    checkMethods(draft)
    if (draft.endpointType === 'PRIVATE' && draft.policy === undefined) throw badRequest(NO_POLICY)
    const working = compileRest(world, api, draft)
    const made = withDeployment(world, { ...api, working }, description)
    const updated = stageName
      ? withStage(
          world,
          made.api,
          stageParts(made.api, input, stageName, made.deployment),
          undefined,
        )
      : made.api
    setApi(state, updated)
    return toDeployment(made.deployment)
  },
})

/** The stage that a deployment creates or changes. With a canary its main deployment stays. */
function stageParts(api: Api, input: CreateInput, name: string, { id }: Deployment): StageParts {
  const { canarySettings, variables, stageDescription, tracingEnabled } = input
  const existing = api.stages.get(name)
  const stage = existing ?? { ...newStage(name), deploymentId: id, canary: undefined }
  const changed = {
    ...withServed({ ...stage, ...cacheOf(existing, input) }),
    variables: variables ? toVariables(variables) : stage.variables,
    shown: { ...stage.shown, ...shownOf({ description: stageDescription, tracingEnabled }) },
  }
  if (!canarySettings) return { ...changed, deploymentId: id, canary: undefined }
  const { percentTraffic = 0, stageVariableOverrides, useStageCache = false } = canarySettings
  const overrides = toVariables(stageVariableOverrides)
  return {
    ...changed,
    deploymentId: existing?.deploymentId,
    canary: { deploymentId: id, percentTraffic, variables: overrides, useStageCache },
  }
}

/** The cache that a deployment gives its stage. */
function cacheOf(existing: Stage | undefined, input: CreateInput): ReturnType<typeof newSettings> {
  const { cacheClusterEnabled } = input
  if (cacheClusterEnabled === undefined) return {}
  const methodSettings = existing ? settingsOf(existing).methods : {}
  return cacheClusterEnabled
    ? { ...newSettings(input), methodSettings }
    : { methodSettings, cacheClusterSize: undefined }
}

// Recorded: GATEWAY.md 11.1.
function checkCanaryStage(api: Api, stageName: string | undefined): void {
  if (!stageName)
    throw badRequest(
      `Invalid deployment content specified.Non null and non empty stageName must be provided for canary deployment. Provided value is ${stageName ?? 'null'}`,
    )
  if (!api.stages.has(stageName))
    throw badRequest(
      `Invalid deployment content specified.Stage ${stageName} must already be created before making a canary release deployment`,
    )
}

function checkMethods({ resources }: RestDraft): void {
  const methods = [...resources.values()].flatMap((one) => [...one.methods.values()])
  if (methods.length === 0) throw noMethods()
  if (methods.some(({ integration }) => !integration)) throw noIntegration()
}

interface DeploymentInput {
  readonly restApiId: string
  readonly deploymentId: string
}

const PATH = '/restapis/{restApiId}/deployments/{deploymentId}'

const getDeployment = defineRest({
  name: 'GetDeployment',
  verb: 'GET',
  path: PATH,
  handles: ['embed'],
  run(
    state: GatewayState,
    input: DeploymentInput & { readonly embed?: readonly string[] },
    { world },
  ) {
    const { api } = restApiOf(state, world, input.restApiId)
    return toDeployment(deploymentOf(api, input), input.embed?.includes('apisummary'))
  },
})

const getDeployments = defineRest({
  name: 'GetDeployments',
  verb: 'GET',
  path: '/restapis/{restApiId}/deployments',
  handles: ['position', 'limit'],
  run(state: GatewayState, input: PositionInput & { readonly restApiId: string }, { world }) {
    const { api } = restApiOf(state, world, input.restApiId)
    return listed(world, [...api.deployments.values()], 'GetDeployments', input, {
      request: input.restApiId,
      keyOf: ({ id }) => id,
      toOutput: (deployment) => toDeployment(deployment),
    })
  },
})

const updateDeployment = defineRest({
  name: 'UpdateDeployment',
  verb: 'PATCH',
  path: PATH,
  handles: ['patchOperations'],
  run(state: GatewayState, input: DeploymentInput & PatchInput, { world }) {
    const { api } = restApiOf(state, world, input.restApiId)
    const deployment = applyPatches(deploymentOf(api, input), input.patchOperations, RULES)
    const deployments = new Map(api.deployments).set(deployment.id, deployment)
    setApi(state, { ...api, deployments })
    return toDeployment(deployment)
  },
})

const deleteDeployment = defineRest({
  name: 'DeleteDeployment',
  verb: 'DELETE',
  path: PATH,
  handles: [],
  run(state: GatewayState, input: DeploymentInput, { world }) {
    const { api } = restApiOf(state, world, input.restApiId)
    const { id } = deploymentOf(api, input)
    const isUsed = [...api.stages.values()].some(
      ({ deploymentId, canary }) => deploymentId === id || canary?.deploymentId === id,
    )
    if (isUsed) throw deploymentInUse()
    setApi(state, { ...api, deployments: withoutEntry(api.deployments, id) })
    return {}
  },
})

function deploymentOf(api: Api, { deploymentId }: DeploymentInput): Deployment {
  const deployment = api.deployments.get(deploymentId)
  if (!deployment) throw invalidIdentifier('Deployment')
  return deployment
}

// AWS: patch-operations.html#UpdateDeployment-Patch
const RULES: readonly PatchRule<Deployment>[] = [replaceText('description')]

const toDeployment = (
  { id, description, createdAt, definition }: Deployment,
  hasSummary = false,
): Record<string, unknown> => ({
  id,
  description,
  createdDate: toDate(createdAt),
  apiSummary: hasSummary ? summaryOf(definition) : undefined,
})

function summaryOf({ routes }: Deployment['definition']): Record<string, Record<string, object>> {
  const summary: Record<string, Record<string, object>> = {}
  for (const { path, method, apiKeyRequired, authorizer } of routes.values()) {
    const authorizationType = authorizer ? 'CUSTOM' : 'NONE'
    summary[path] = { ...summary[path], [method]: { authorizationType, apiKeyRequired } }
  }
  return summary
}

export const deploymentOperations: RestOperations = {
  CreateDeployment: createDeployment,
  DeleteDeployment: deleteDeployment,
  GetDeployment: getDeployment,
  GetDeployments: getDeployments,
  UpdateDeployment: updateDeployment,
}
