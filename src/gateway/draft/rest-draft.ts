/** Finds and stores the working copies of REST APIs. */
import type { World } from '../../core/world/world.ts'
import type { Api } from '../api/deployments.ts'
import type { RestDraft, RestMethod, RestResource } from '../api/draft/rest.ts'
import { setApi, type GatewayState } from '../api/state.ts'
import { invalidIdentifier, restApiNotFound } from '../control/errors.ts'
import { withEntry } from '../control/entries.ts'
import { restDraftOfOptions } from './rest-from-options.ts'

/** A REST API with its working copy. */
export interface DraftedApi {
  readonly api: Api
  readonly draft: RestDraft
}

/** Throws NotFoundException for an unknown id, and for an API of another kind. */
export function restApiOf(state: GatewayState, world: World, restApiId: string): DraftedApi {
  const api = state.apis.get(restApiId)
  if (api?.type !== 'rest') throw restApiNotFound(world, restApiId)
  return draftedApi(state, world, api)
}

/** Keeps the working copy of an API that `createGateway` made, so that its ids stay the same. */
export function draftedApi(state: GatewayState, world: World, api: Api): DraftedApi {
  if (api.draft?.kind === 'rest') return { api, draft: api.draft }
  const draft = restDraftOfOptions(world, api)
  const drafted = { ...api, draft }
  setApi(state, drafted)
  return { api: drafted, draft }
}

export const saveDraft = (state: GatewayState, api: Api, draft: RestDraft): void =>
  setApi(state, { ...api, draft })

export interface ResourceInput {
  readonly restApiId: string
  readonly resourceId: string
}

export interface MethodInput extends ResourceInput {
  readonly httpMethod: string
}

/** Throws NotFoundException for an unknown API or resource. */
export function resourceOf(
  state: GatewayState,
  world: World,
  { restApiId, resourceId }: ResourceInput,
): DraftedApi & { readonly resource: RestResource } {
  const drafted = restApiOf(state, world, restApiId)
  const resource = drafted.draft.resources.get(resourceId)
  if (!resource) throw invalidIdentifier('Resource')
  return { ...drafted, resource }
}

/** Throws NotFoundException for an unknown API, resource or method. */
export function methodOf(
  state: GatewayState,
  world: World,
  input: MethodInput,
): DraftedApi & { readonly resource: RestResource; readonly method: RestMethod } {
  const found = resourceOf(state, world, input)
  const method = found.resource.methods.get(input.httpMethod)
  if (!method) throw invalidIdentifier('Method')
  return { ...found, method }
}

export const withResource = (draft: RestDraft, resource: RestResource): RestDraft => ({
  ...draft,
  resources: withEntry(draft.resources, resource.id, resource),
})

export const withMethod = (
  draft: RestDraft,
  resource: RestResource,
  method: RestMethod,
): RestDraft =>
  withResource(draft, {
    ...resource,
    methods: withEntry(resource.methods, method.httpMethod, method),
  })
