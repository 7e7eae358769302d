/** Finds and stores the working copies of HTTP APIs. */
import type { World } from '../../core/world/world.ts'
import { withAutomaticDeployment, type Api } from '../api/deployments.ts'
import type { HttpDraft } from '../api/draft/http.ts'
import { setApi, type GatewayState } from '../api/state.ts'
import { apiNotFound } from '../control/errors.ts'
import { compileHttp } from './compile-http.ts'
import { httpDraftOfOptions } from './http-from-options.ts'

/** An HTTP API with its working copy. */
export interface DraftedHttpApi {
  readonly api: Api
  readonly draft: HttpDraft
}

/** Throws NotFoundException for an unknown id, and for an API of another kind. */
export function httpApiOf(state: GatewayState, world: World, apiId: string): DraftedHttpApi {
  const api = state.apis.get(apiId)
  if (api?.type !== 'http') throw apiNotFound(apiId)
  return draftedHttpApi(state, world, api)
}

/** Keeps the working copy of an API that `createGateway` made, so that its ids stay the same. */
export function draftedHttpApi(state: GatewayState, world: World, api: Api): DraftedHttpApi {
  if (api.draft?.kind === 'http') return { api, draft: api.draft }
  const draft = httpDraftOfOptions(world, api)
  const drafted = { ...api, draft }
  setApi(state, drafted)
  return { api: drafted, draft }
}

/** Stores a change, and deploys it to the stages that deploy by themselves. */
export function saveHttpDraft(
  state: GatewayState,
  world: World,
  given: Api,
  draft: HttpDraft,
): Api {
  const api = { ...given, draft }
  const deploys = [...api.stages.values()].some(({ autoDeploy }) => autoDeploy)
  const saved = deploys
    ? withAutomaticDeployment(world, { ...api, working: compileHttp(world, api, draft) }, undefined)
    : api
  setApi(state, saved)
  return saved
}
