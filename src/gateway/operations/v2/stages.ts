/** AWS: CreateStage, GetStage, GetStages, UpdateStage, DeleteStage, DeleteRouteSettings. */
import { toTagMap } from '../../../core/resources/tags.ts'
import { withoutUndefined } from '../../../core/without-undefined.ts'
import type { World } from '../../../core/world/world.ts'
import type { StageParts } from '../../api/deployments.ts'
import type { GatewayState } from '../../api/state.ts'
import { changeAccessLog } from '../../control/access-log.ts'
import { badRequest, conflict, invalidId } from '../../control/errors.ts'
import { withoutEntry } from '../../control/entries.ts'
import { tagsOf } from '../../control/tags.ts'
import {
  deployAutomatically,
  saveApi,
  v2ApiOf,
  withStages,
  withV2Stage,
  type DraftedApi,
  type V2Stage,
} from '../../draft/v2-api.ts'
import type { ApiInput } from './apis.ts'
import { defineV2, listedV2, type ListInput, type V2Operations } from './define.ts'
import {
  shownRouteSettings,
  withoutRouteSettings,
  withRouteSettings,
  type RouteSettings,
} from './route-settings.ts'
import { newV2Stage } from './stage-input.ts'

interface StageMembers {
  readonly AutoDeploy?: boolean
  readonly DeploymentId?: string
  readonly Description?: string
  readonly StageVariables?: Readonly<Record<string, string>>
  readonly AccessLogSettings?: { readonly DestinationArn?: string; readonly Format?: string }
  readonly DefaultRouteSettings?: RouteSettings
  readonly RouteSettings?: Readonly<Record<string, RouteSettings>>
}

interface StageInput extends ApiInput, StageMembers {
  readonly StageName: string
  readonly Tags?: Readonly<Record<string, string>>
}

const HANDLES = [
  ...['AutoDeploy', 'DeploymentId', 'Description', 'StageVariables'],
  ...['DefaultRouteSettings', 'RouteSettings'],
  ...['AccessLogSettings.DestinationArn', 'AccessLogSettings.Format'],
]

const createStage = defineV2({
  name: 'CreateStage',
  verb: 'POST',
  path: '/apis/{ApiId}/stages',
  handles: ['StageName', 'Tags', ...HANDLES],
  run(state: GatewayState, input: StageInput, { world }) {
    const drafted = v2ApiOf(state, world, input.ApiId)
    const { StageName } = input
    // AWS: http-api-stages.html ($default). Unverified: the wordings.
    const isDefault = StageName === '$default' && drafted.type === 'http'
    if (!isDefault && !/^[A-Za-z0-9_-]{1,128}$/.test(StageName))
      throw badRequest('Stage name only allows a-zA-Z0-9_-')
    if (drafted.api.stages.has(StageName)) throw conflict('Stage already exists')
    const shown = input.Tags ? { Tags: toTagMap(tagsOf(input.Tags)) } : {}
    return store(state, world, drafted, { ...newV2Stage(StageName), shown }, input)
  },
})

const PATH = '/apis/{ApiId}/stages/{StageName}'

type StageKey = Pick<StageInput, 'ApiId' | 'StageName'>

const getStage = defineV2({
  name: 'GetStage',
  verb: 'GET',
  path: PATH,
  handles: [],
  run: (state: GatewayState, input: StageKey, { world }) =>
    toStage(stageOf(v2ApiOf(state, world, input.ApiId), input.StageName)),
})

const getStages = defineV2({
  name: 'GetStages',
  verb: 'GET',
  path: '/apis/{ApiId}/stages',
  handles: ['MaxResults', 'NextToken'],
  run(state: GatewayState, input: ApiInput & ListInput, { world }) {
    const { api } = v2ApiOf(state, world, input.ApiId)
    const operation = `GetStages ${input.ApiId}`
    const all: V2Stage[] = [...api.stages.values()]
    return listedV2(world, all, operation, input, ({ name }) => name, toStage)
  },
})

const updateStage = defineV2({
  name: 'UpdateStage',
  verb: 'PATCH',
  path: PATH,
  handles: HANDLES,
  run(state: GatewayState, input: StageInput, { world }) {
    const drafted = v2ApiOf(state, world, input.ApiId)
    return store(state, world, drafted, stageOf(drafted, input.StageName), input)
  },
})

const deleteStage = defineV2({
  name: 'DeleteStage',
  verb: 'DELETE',
  path: PATH,
  handles: [],
  run(state: GatewayState, input: StageKey, { world }) {
    const drafted = v2ApiOf(state, world, input.ApiId)
    const { name } = stageOf(drafted, input.StageName)
    saveApi(
      state,
      withStages(drafted, (all) => withoutEntry(all, name)),
    )
    return {}
  },
})

const deleteRouteSettings = defineV2({
  name: 'DeleteRouteSettings',
  verb: 'DELETE',
  path: `${PATH}/routesettings/{RouteKey}`,
  handles: [],
  run(state: GatewayState, input: StageKey & { readonly RouteKey: string }, { world }) {
    const drafted = v2ApiOf(state, world, input.ApiId)
    const stage = stageOf(drafted, input.StageName)
    store(state, world, drafted, withoutRouteSettings(stage, input.RouteKey), {})
    return {}
  },
})

const deleteAccessLogSettings = defineV2({
  name: 'DeleteAccessLogSettings',
  verb: 'DELETE',
  path: `${PATH}/accesslogsettings`,
  handles: [],
  run(state: GatewayState, input: StageKey, { world }) {
    const drafted = v2ApiOf(state, world, input.ApiId)
    const stage = stageOf(drafted, input.StageName)
    store(state, world, drafted, { ...stage, accessLog: undefined }, {})
    return {}
  },
})

export function stageOf({ api }: DraftedApi, name: string): V2Stage {
  const stage = api.stages.get(name)
  if (!stage) throw invalidId('Stage', name)
  return stage
}

/** A stage that deploys by itself serves the working copy at once. */
function store(
  state: GatewayState,
  world: World,
  drafted: DraftedApi,
  before: V2Stage | StageParts,
  input: StageMembers,
): Record<string, unknown> {
  const { AutoDeploy = before.autoDeploy, DeploymentId, Description } = input
  if (DeploymentId !== undefined && !drafted.api.deployments.has(DeploymentId))
    throw invalidId('Deployment', DeploymentId)
  // AWS: apigatewayv2 UpdateStage. Unverified: the wording.
  if (AutoDeploy && DeploymentId !== undefined)
    throw badRequest('DeploymentId cannot be specified for a stage that has AutoDeploy')
  const settled = withRouteSettings(before, input)
  const parts: StageParts = {
    ...settled,
    autoDeploy: AutoDeploy,
    deploymentId: DeploymentId ?? before.deploymentId,
    variables: withVariables(before.variables, input.StageVariables),
    accessLog: accessLogOf(world, before, input),
    shown: { ...settled.shown, ...withoutUndefined({ Description }) },
  }
  const staged = withV2Stage(world, drafted, parts)
  const saved = AutoDeploy ? deployAutomatically(world, staged) : staged
  saveApi(state, saved)
  return toStage(stageOf(saved, parts.name))
}

const accessLogOf = (
  world: World,
  { accessLog }: StageParts,
  { AccessLogSettings: given }: StageMembers,
): StageParts['accessLog'] =>
  given
    ? changeAccessLog(world, accessLog, {
        format: given.Format,
        destinationArn: given.DestinationArn,
      })
    : accessLog

/** Variables are merged; one with an empty value is removed. */
// Seen: the provider of hashicorp/terraform-provider-aws (apigatewayv2_stage).
function withVariables(
  before: StageParts['variables'],
  given: StageMembers['StageVariables'],
): StageParts['variables'] {
  if (!given) return before
  const kept = Object.entries({ ...before, ...given }).filter(([, value]) => value !== '')
  return kept.length === 0 ? undefined : Object.freeze(Object.fromEntries(kept))
}

const toStage = (stage: V2Stage): Record<string, unknown> => ({
  AccessLogSettings: stage.accessLog && {
    DestinationArn: stage.accessLog.destinationArn,
    Format: stage.accessLog.format,
  },
  AutoDeploy: stage.autoDeploy ? true : undefined,
  CreatedDate: new Date(stage.createdAt),
  DeploymentId: stage.deploymentId,
  LastDeploymentStatusMessage: stage.autoDeploy
    ? `Successfully deployed stage with deployment ID '${stage.deploymentId ?? ''}'`
    : undefined,
  LastUpdatedDate: new Date(stage.updatedAt),
  StageName: stage.name,
  StageVariables: stage.variables ?? {},
  Tags: {},
  ...stage.shown,
  ...shownRouteSettings(stage),
})

export const stageOperations: V2Operations = {
  CreateStage: createStage,
  DeleteAccessLogSettings: deleteAccessLogSettings,
  DeleteRouteSettings: deleteRouteSettings,
  DeleteStage: deleteStage,
  GetStage: getStage,
  GetStages: getStages,
  UpdateStage: updateStage,
}
