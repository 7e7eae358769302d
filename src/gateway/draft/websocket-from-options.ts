/** The working copy, in AWS's form, of a WebSocket API that `createGateway` made. */
import { NO_TAGS } from '../../core/resources/tags.ts'
import type { World } from '../../core/world/world.ts'
import { integrationIdOf, type RouteResponse, type V2Model, type V2Route } from '../api/draft/v2.ts'
import type { SocketDraft } from '../api/draft/websocket.ts'
import type { RouteOptions, WebSocketGatewayOptions } from '../api/options.ts'
import type { SocketDefinition, SocketRoute, WebSocketApi } from '../api/websocket/definition.ts'
import { socketAuthorizerOfOptions } from './websocket-authorizers.ts'
import { integrationOfSocketRoute } from './websocket-integration.ts'

export const emptySocketDraft = (
  world: World,
  RouteSelectionExpression: string,
  ApiKeySelectionExpression: string = KEY_EXPRESSIONS.HEADER,
): SocketDraft => ({
  kind: 'websocket',
  createdAt: world.clock.now(),
  disableExecuteApiEndpoint: false,
  tags: NO_TAGS,
  routes: new Map(),
  integrations: new Map(),
  authorizers: new Map(),
  models: new Map(),
  ...{ RouteSelectionExpression, ApiKeySelectionExpression },
})

const KEY_EXPRESSIONS: Readonly<Record<SocketDefinition['apiKeySource'], string>> = {
  HEADER: '$request.header.x-api-key',
  AUTHORIZER: '$context.authorizer.usageIdentifierKey',
}

export function socketDraftOfOptions(world: World, api: WebSocketApi): SocketDraft {
  const { selection, apiKeySource, disableExecuteApiEndpoint, routes } = api.working
  const empty: SocketDraft = {
    ...emptySocketDraft(world, selection.text, KEY_EXPRESSIONS[apiKeySource]),
    createdAt: api.createdAt,
    disableExecuteApiEndpoint,
    models: modelsOf(world, api.options),
  }
  return [...routes.values()].reduce(
    (draft, route) => withSocketDraftRoute(world, draft, route),
    empty,
  )
}

/** The working copy with a further route, in place of one with the same key. */
export function withSocketDraftRoute(
  world: World,
  draft: SocketDraft,
  route: SocketRoute,
): SocketDraft {
  const { given, authorizer } = route
  const id = world.ids.text('integration', 7)
  const known = [...draft.routes.values()].find(({ RouteKey }) => RouteKey === route.key)
  const made: V2Route = {
    RouteId: known?.RouteId ?? world.ids.text('route', 7),
    RouteKey: route.key,
    Target: `integrations/${id}`,
    AuthorizationType: authorizer ? TYPES[authorizer.kind] : 'NONE',
    AuthorizerId: authorizer?.kind === 'lambda' ? authorizer.id : undefined,
    ApiKeyRequired: route.apiKeyRequired,
    ModelSelectionExpression: given.modelSelectionExpression,
    ...(route.returnsResponse && returned(world)),
    ...toRequestModels(given),
  }
  const integrations = new Map(draft.integrations)
  integrations.delete(integrationIdOf(known))
  integrations.set(id, integrationOfSocketRoute(world, route, id))
  const authorizers = new Map(draft.authorizers)
  if (authorizer?.kind === 'lambda' && given.authorizer)
    authorizers.set(authorizer.id, socketAuthorizerOfOptions(world, given.authorizer, authorizer))
  const routes = new Map(draft.routes).set(made.RouteId, made)
  return { ...draft, routes, integrations, authorizers }
}

/** Routes name models. Schemas that a route has for itself stay as they were given. */
function toRequestModels({ models }: RouteOptions): Pick<V2Route, 'RequestModels' | 'others'> {
  if (!models) return {}
  const entries = Object.entries(models)
  const isName = (entry: [string, unknown]): entry is [string, string] =>
    typeof entry[1] === 'string'
  return {
    RequestModels: Object.fromEntries(entries.filter(isName)),
    others: { models: Object.fromEntries(entries.filter((entry) => !isName(entry))) },
  }
}

const modelsOf = (
  world: World,
  { models = {} }: WebSocketGatewayOptions,
): ReadonlyMap<string, V2Model> =>
  new Map(
    Object.entries(models).map(([Name, schema]) => {
      const ModelId = world.ids.text('model', 6)
      const Schema = JSON.stringify(schema)
      return [ModelId, { ModelId, Name, ContentType: 'application/json', Schema }]
    }),
  )

const TYPES = { lambda: 'CUSTOM', iam: 'AWS_IAM' } as const

function returned(world: World): Pick<V2Route, 'RouteResponseSelectionExpression' | 'responses'> {
  const RouteResponseId = world.ids.text('route-response', 7)
  const response: RouteResponse = { RouteResponseId, RouteResponseKey: '$default' }
  return {
    RouteResponseSelectionExpression: '$default',
    responses: new Map([[RouteResponseId, response]]),
  }
}
