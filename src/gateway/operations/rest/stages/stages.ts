/**
 * AWS: CreateStage, GetStage, GetStages, UpdateStage, DeleteStage, FlushStageCache,
 * FlushStageAuthorizersCache.
 */
import type { World } from '../../../../core/world/world.ts'
import { toTagMap } from '../../../../core/resources/tags.ts'
import { withStage, type Api, type Stage, type StageParts } from '../../../api/deployments.ts'
import { flushCache } from '../../../api/response-cache.ts'
import { forgetAnswers, setApi, type GatewayState } from '../../../api/state.ts'
import {
  badRequest,
  conflict,
  deploymentMissing,
  invalidIdentifier,
} from '../../../control/errors.ts'
import { tagsOf } from '../../../control/tags.ts'
import { withoutEntry } from '../../../control/entries.ts'
import { restApiOf } from '../../../draft/rest-draft.ts'
import { defineRest, toDate, type RestOperations } from '../define.ts'
import type { PatchInput } from '../rest-apis.ts'
import { newSettings, shownSettings, withServed } from './method-setting-patches.ts'
import { newStage, shownOf, toVariables, type StageInput } from './stage-input.ts'
import { patchStage } from './stage-patches.ts'

interface StageKey {
  readonly restApiId: string
  readonly stageName: string
}

interface CreateInput extends StageInput, StageKey {
  readonly deploymentId: string
  readonly documentationVersion?: string
  readonly tags?: Readonly<Record<string, string>>
}

const createStage = defineRest({
  name: 'CreateStage',
  verb: 'POST',
  path: '/restapis/{restApiId}/stages',
  handles: [
    ...['stageName', 'deploymentId', 'description', 'variables', 'documentationVersion'],
    ...['canarySettings', 'cacheClusterEnabled', 'cacheClusterSize', 'tracingEnabled', 'tags'],
  ],
  run(state: GatewayState, input: CreateInput, { world }) {
    const { api } = restApiOf(state, world, input.restApiId)
    const { stageName, deploymentId, canarySettings: canary } = input
    // Seen: public reports (serverless/serverless#4029).
    if (!/^[A-Za-z0-9_-]+$/.test(stageName)) throw badRequest('Stage name only allows a-zA-Z0-9_-')
    if (api.stages.has(stageName)) throw conflict('Stage already exists')
    for (const id of [deploymentId, canary?.deploymentId])
      if (id !== undefined && !api.deployments.has(id)) throw deploymentMissing()
    const { description, documentationVersion, tracingEnabled } = input
    const parts = withServed({
      ...newStage(stageName),
      ...newSettings(input),
      variables: toVariables(input.variables),
      shown: shownOf({
        ...{ description, documentationVersion, tracingEnabled },
        tags: input.tags && toTagMap(tagsOf(input.tags)),
      }),
      deploymentId,
      canary: canary && {
        deploymentId: canary.deploymentId ?? deploymentId,
        percentTraffic: canary.percentTraffic ?? 0,
        variables: toVariables(canary.stageVariableOverrides),
        useStageCache: canary.useStageCache ?? false,
      },
    })
    return store(state, world, api, parts)
  },
})

const PATH = '/restapis/{restApiId}/stages/{stageName}'

const getStage = defineRest({
  name: 'GetStage',
  verb: 'GET',
  path: PATH,
  handles: [],
  run: (state: GatewayState, input: StageKey, { world }) =>
    toStage(stageOf(restApiOf(state, world, input.restApiId).api, input)),
})

const getStages = defineRest({
  name: 'GetStages',
  verb: 'GET',
  path: '/restapis/{restApiId}/stages',
  handles: ['deploymentId'],
  run(
    state: GatewayState,
    { restApiId, deploymentId }: { readonly restApiId: string; readonly deploymentId?: string },
    { world },
  ) {
    const { api } = restApiOf(state, world, restApiId)
    const stages = [...api.stages.values()].filter(
      (stage) => deploymentId === undefined || stage.deploymentId === deploymentId,
    )
    return { item: stages.map(toStage) }
  },
})

const updateStage = defineRest({
  name: 'UpdateStage',
  verb: 'PATCH',
  path: PATH,
  handles: ['patchOperations'],
  run(state: GatewayState, input: StageKey & PatchInput, { world }) {
    const { api } = restApiOf(state, world, input.restApiId)
    const stage = stageOf(api, input)
    return store(state, world, api, patchStage(world, api, stage, input.patchOperations ?? []))
  },
})

const deleteStage = defineRest({
  name: 'DeleteStage',
  verb: 'DELETE',
  path: PATH,
  handles: [],
  run(state: GatewayState, input: StageKey, { world }) {
    const { api } = restApiOf(state, world, input.restApiId)
    const { name } = stageOf(api, input)
    setApi(state, { ...api, stages: withoutEntry(api.stages, name) })
    return {}
  },
})

const flushStageAuthorizersCache = defineRest({
  name: 'FlushStageAuthorizersCache',
  verb: 'DELETE',
  path: `${PATH}/cache/authorizers`,
  handles: [],
  run(state: GatewayState, input: StageKey, { world }) {
    stageOf(restApiOf(state, world, input.restApiId).api, input)
    forgetAnswers(state, input.restApiId)
    return {}
  },
})

const flushStageCache = defineRest({
  name: 'FlushStageCache',
  verb: 'DELETE',
  path: `${PATH}/cache/data`,
  handles: [],
  run(state: GatewayState, input: StageKey, { world }) {
    const { name } = stageOf(restApiOf(state, world, input.restApiId).api, input)
    flushCache(state.responses, input.restApiId, name)
    return {}
  },
})

function stageOf(api: Api, { stageName }: Pick<StageKey, 'stageName'>): Stage {
  const stage = api.stages.get(stageName)
  if (!stage) throw invalidIdentifier('Stage')
  return stage
}

function store(
  state: GatewayState,
  world: World,
  api: Api,
  parts: StageParts,
): Record<string, unknown> {
  const updated = withStage(world, api, parts, undefined)
  setApi(state, updated)
  return toStage(stageOf(updated, { stageName: parts.name }))
}

function toStage(stage: Stage): Record<string, unknown> {
  const { name, deploymentId, variables, canary, shown, accessLog, createdAt, updatedAt } = stage
  return {
    deploymentId,
    stageName: name,
    ...shownSettings(stage),
    tracingEnabled: false,
    ...shown,
    ...(accessLog && { accessLogSettings: accessLog }),
    variables,
    canarySettings: canary && {
      percentTraffic: canary.percentTraffic,
      deploymentId: canary.deploymentId,
      stageVariableOverrides: canary.variables,
      useStageCache: canary.useStageCache,
    },
    createdDate: toDate(createdAt),
    lastUpdatedDate: toDate(updatedAt),
  }
}

export const stageOperations: RestOperations = {
  CreateStage: createStage,
  DeleteStage: deleteStage,
  FlushStageCache: flushStageCache,
  FlushStageAuthorizersCache: flushStageAuthorizersCache,
  GetStage: getStage,
  GetStages: getStages,
  UpdateStage: updateStage,
}
