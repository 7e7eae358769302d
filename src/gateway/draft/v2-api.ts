/** Finds and stores the working copies of HTTP and WebSocket APIs. */
import type { World } from '../../core/world/world.ts'
import {
  withAutomaticDeployment,
  withDeployment,
  withStage,
  type Api,
  type Deployment,
  type Stage,
  type StageParts,
} from '../api/deployments.ts'
import type { HttpDraft } from '../api/draft/http.ts'
import type { SocketDraft } from '../api/draft/websocket.ts'
import { setApi, setSocketApi, type GatewayState } from '../api/state.ts'
import type { SocketDeployment, SocketStage, WebSocketApi } from '../api/websocket/definition.ts'
import {
  withAutomaticSocketDeployment,
  withSocketDeployment,
  withSocketStage,
} from '../api/websocket/deployments.ts'
import { apiNotFound } from '../control/errors.ts'
import { compileHttp } from './compile-http.ts'
import { compileSocket } from './compile-websocket.ts'
import { httpDraftOfOptions } from './http-from-options.ts'
import { socketDraftOfOptions } from './websocket-from-options.ts'

/** An HTTP API with its working copy. */
export interface DraftedHttpApi {
  readonly type: 'http'
  readonly api: Api
  readonly draft: HttpDraft
}

/** A WebSocket API with its working copy. */
export interface DraftedSocketApi {
  readonly type: 'websocket'
  readonly api: WebSocketApi
  readonly draft: SocketDraft
}

export type DraftedApi = DraftedHttpApi | DraftedSocketApi

/** What both kinds keep of a stage and of a deployment. */
export type V2Stage = Stage | SocketStage
export type V2Deployment = Deployment | SocketDeployment

/** Throws NotFoundException for an unknown id, and for a REST API. */
export function v2ApiOf(state: GatewayState, world: World, apiId: string): DraftedApi {
  const socketApi = state.sockets?.apis.get(apiId)
  if (socketApi) return draftedSocketApi(state, world, socketApi)
  return httpApiOf(state, world, apiId)
}

/** Throws NotFoundException for an unknown id, and for an API of another kind. */
export function httpApiOf(state: GatewayState, world: World, apiId: string): DraftedHttpApi {
  const api = state.apis.get(apiId)
  if (api?.type !== 'http') throw apiNotFound(apiId)
  return draftedHttpApi(state, world, api)
}

/** Keeps the working copy of an API that `createGateway` made, so that its ids stay the same. */
export function draftedHttpApi(state: GatewayState, world: World, api: Api): DraftedHttpApi {
  if (api.draft?.kind === 'http') return { type: 'http', api, draft: api.draft }
  const draft = httpDraftOfOptions(world, api)
  const drafted = { ...api, draft }
  setApi(state, drafted)
  return { type: 'http', api: drafted, draft }
}

/** The same for a WebSocket API. */
export function draftedSocketApi(
  state: GatewayState,
  world: World,
  api: WebSocketApi,
): DraftedSocketApi {
  if (api.draft) return { type: 'websocket', api, draft: api.draft }
  const draft = socketDraftOfOptions(world, api)
  const drafted = { ...api, draft }
  setSocketApi(state, drafted)
  return { type: 'websocket', api: drafted, draft }
}

/** What an operation changes of a working copy. */
export type DraftChange = Partial<Omit<HttpDraft, 'kind'>> & Partial<Omit<SocketDraft, 'kind'>>

/** Stores a change, and deploys it to the stages that deploy by themselves. */
export function saveDraft(
  state: GatewayState,
  world: World,
  drafted: DraftedApi,
  change: DraftChange,
): DraftedApi {
  const changed = withChange(drafted, change)
  const deploysItself = [...changed.api.stages.values()].some(({ autoDeploy }) => autoDeploy)
  const saved = deploysItself ? deployAutomatically(world, changed) : changed
  saveApi(state, saved)
  return saved
}

function withChange({ type, api, draft }: DraftedApi, change: DraftChange): DraftedApi {
  if (type === 'websocket') {
    const changed = { ...draft, ...change }
    return { type, api: { ...api, draft: changed }, draft: changed }
  }
  const changed = { ...draft, ...change }
  return { type, api: { ...api, draft: changed }, draft: changed }
}

/** The same API with another name. */
export function withName({ type, api, draft }: DraftedApi, name: string = api.name): DraftedApi {
  return type === 'websocket'
    ? { type, api: { ...api, name }, draft }
    : { type, api: { ...api, name }, draft }
}

/** Stores an API whose name, stages or deployments changed. */
export function saveApi(state: GatewayState, { type, api }: DraftedApi): void {
  if (type === 'websocket') setSocketApi(state, api)
  else setApi(state, api)
}

/** A copy of the API with a deployment of its working copy. */
export function deploy(
  world: World,
  { type, api, draft }: DraftedApi,
  description: string | undefined,
): { readonly drafted: DraftedApi; readonly deployment: V2Deployment } {
  if (type === 'websocket') {
    const working = compileSocket(world, api, draft)
    const made = withSocketDeployment(world, { ...api, working }, description, false)
    return { drafted: { type, api: made.api, draft }, deployment: made.deployment }
  }
  const working = compileHttp(world, api, draft)
  const made = withDeployment(world, { ...api, working }, description)
  return { drafted: { type, api: made.api, draft }, deployment: made.deployment }
}

/** A copy of the API with a stage, which serves the deployment that its parts name. */
export function withV2Stage(world: World, drafted: DraftedApi, parts: StageParts): DraftedApi {
  const { type, api, draft } = drafted
  return type === 'websocket'
    ? { type, api: withSocketStage(world, api, parts, undefined), draft }
    : { type, api: withStage(world, api, parts, undefined), draft }
}

/** A copy of the API with other deployments. */
export function withDeployments(
  { type, api, draft }: DraftedApi,
  change: <Each extends V2Deployment>(all: ReadonlyMap<string, Each>) => ReadonlyMap<string, Each>,
): DraftedApi {
  return type === 'websocket'
    ? { type, api: { ...api, deployments: change(api.deployments) }, draft }
    : { type, api: { ...api, deployments: change(api.deployments) }, draft }
}

/** A copy of the API with other stages. */
export function withStages(
  { type, api, draft }: DraftedApi,
  change: <Each extends V2Stage>(all: ReadonlyMap<string, Each>) => ReadonlyMap<string, Each>,
): DraftedApi {
  return type === 'websocket'
    ? { type, api: { ...api, stages: change(api.stages) }, draft }
    : { type, api: { ...api, stages: change(api.stages) }, draft }
}

/** A copy of the API whose stages that deploy by themselves serve the working copy. */
export function deployAutomatically(world: World, drafted: DraftedApi): DraftedApi {
  const { type, api, draft } = drafted
  if (type === 'websocket') {
    const working = compileSocket(world, api, draft)
    return {
      type,
      api: withAutomaticSocketDeployment(world, { ...api, working }, undefined),
      draft,
    }
  }
  const working = compileHttp(world, api, draft)
  return { type, api: withAutomaticDeployment(world, { ...api, working }, undefined), draft }
}
