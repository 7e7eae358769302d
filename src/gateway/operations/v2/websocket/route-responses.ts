/**
 * AWS: CreateRouteResponse, GetRouteResponse, GetRouteResponses, UpdateRouteResponse,
 * DeleteRouteResponse.
 */
import type { World } from '../../../../core/world/world.ts'
import type { RouteResponse, V2Route } from '../../../api/draft/v2.ts'
import type { GatewayState } from '../../../api/state.ts'
import { withEntry, withoutEntry } from '../../../control/entries.ts'
import { badRequest, conflict, invalidId } from '../../../control/errors.ts'
import { saveDraft, type DraftedApi } from '../../../draft/v2-api.ts'
import { changed } from '../changed.ts'
import { defineV2, listedV2, type ListInput, type V2Operations } from '../define.ts'
import { routeOf, withRoute, type RouteInput } from '../routes.ts'

type ResponseMembers = Partial<Omit<RouteResponse, 'RouteResponseId'>>

// Models and parameters of responses describe an API and check nothing.
const MEMBERS = [
  ...(['RouteResponseKey', 'ModelSelectionExpression', 'ResponseModels'] as const),
  'ResponseParameters' as const,
]

const createRouteResponse = defineV2({
  name: 'CreateRouteResponse',
  verb: 'POST',
  path: '/apis/{ApiId}/routes/{RouteId}/routeresponses',
  handles: MEMBERS,
  run(
    state: GatewayState,
    input: RouteInput & ResponseMembers & Pick<RouteResponse, 'RouteResponseKey'>,
    { world },
  ) {
    const { drafted, route } = routeOf(state, world, input)
    const { RouteResponseKey } = input
    const RouteResponseId = world.ids.text('route-response', 7)
    const response = changed<RouteResponse>({ RouteResponseId, RouteResponseKey }, input, MEMBERS)
    checkResponse(drafted, route, response)
    save(state, world, drafted, route, withEntry(responsesOf(route), RouteResponseId, response))
    return { ...response }
  },
})

interface Input extends RouteInput {
  readonly RouteResponseId: string
}

const PATH = '/apis/{ApiId}/routes/{RouteId}/routeresponses/{RouteResponseId}'

const getRouteResponse = defineV2({
  name: 'GetRouteResponse',
  verb: 'GET',
  path: PATH,
  handles: [],
  run: (state: GatewayState, input: Input, { world }) => ({
    ...responseOf(routeOf(state, world, input).route, input),
  }),
})

const getRouteResponses = defineV2({
  name: 'GetRouteResponses',
  verb: 'GET',
  path: '/apis/{ApiId}/routes/{RouteId}/routeresponses',
  handles: ['MaxResults', 'NextToken'],
  run(state: GatewayState, input: RouteInput & ListInput, { world }) {
    const { route } = routeOf(state, world, input)
    const operation = `GetRouteResponses ${input.ApiId} ${input.RouteId}`
    const keyOf = ({ RouteResponseId }: RouteResponse): string => RouteResponseId
    const all = [...responsesOf(route).values()]
    return listedV2(world, all, operation, input, keyOf, (one) => ({ ...one }))
  },
})

const updateRouteResponse = defineV2({
  name: 'UpdateRouteResponse',
  verb: 'PATCH',
  path: PATH,
  handles: MEMBERS,
  run(state: GatewayState, input: Input & ResponseMembers, { world }) {
    const { drafted, route } = routeOf(state, world, input)
    const response = changed(responseOf(route, input), input, MEMBERS)
    checkResponse(drafted, route, response)
    const id = response.RouteResponseId
    save(state, world, drafted, route, withEntry(responsesOf(route), id, response))
    return { ...response }
  },
})

const deleteRouteResponse = defineV2({
  name: 'DeleteRouteResponse',
  verb: 'DELETE',
  path: PATH,
  handles: [],
  run(state: GatewayState, input: Input, { world }) {
    const { drafted, route } = routeOf(state, world, input)
    const { RouteResponseId } = responseOf(route, input)
    save(state, world, drafted, route, withoutEntry(responsesOf(route), RouteResponseId))
    return {}
  },
})

const responsesOf = ({ responses }: V2Route): ReadonlyMap<string, RouteResponse> =>
  responses ?? new Map()

function responseOf(route: V2Route, { RouteResponseId }: Input): RouteResponse {
  const response = responsesOf(route).get(RouteResponseId)
  if (!response) throw invalidId('RouteResponse', RouteResponseId)
  return response
}

// AWS: apigateway-websocket-api-route-response.html (only $default). Unverified: the wordings.
function checkResponse({ type }: DraftedApi, route: V2Route, response: RouteResponse): void {
  if (type === 'http') throw badRequest('Route responses are not supported for HTTP protocol')
  const { RouteResponseId: id, RouteResponseKey: key } = response
  if (key !== '$default') throw badRequest('Route response key must be $default')
  for (const other of responsesOf(route).values())
    if (other.RouteResponseId !== id && other.RouteResponseKey === key)
      throw conflict(`RouteResponse with key ${key} already exists for this route`)
}

function save(
  state: GatewayState,
  world: World,
  drafted: DraftedApi,
  route: V2Route,
  responses: ReadonlyMap<string, RouteResponse>,
): void {
  saveDraft(state, world, drafted, withRoute(drafted.draft, { ...route, responses }))
}

export const routeResponseOperations: V2Operations = {
  CreateRouteResponse: createRouteResponse,
  DeleteRouteResponse: deleteRouteResponse,
  GetRouteResponse: getRouteResponse,
  GetRouteResponses: getRouteResponses,
  UpdateRouteResponse: updateRouteResponse,
}
