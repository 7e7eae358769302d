/**
 * AWS: PutGatewayResponse, GetGatewayResponse, GetGatewayResponses, UpdateGatewayResponse,
 * DeleteGatewayResponse.
 */
import type { RestDraft } from '../../api/draft/rest.ts'
import {
  fallbackType,
  GATEWAY_RESPONSE_STATUS,
  type GatewayResponseType,
} from '../../api/gateway-response-types.ts'
import type { GatewayResponse } from '../../api/options.ts'
import type { GatewayState } from '../../api/state.ts'
import { badRequest, notFound } from '../../control/errors.ts'
import { applyPatches, shortWords, type Patch, type PatchRule } from '../../control/patch.ts'
import { withEntry, withoutEntry } from '../../control/entries.ts'
import { restApiOf, saveDraft } from '../../draft/rest-draft.ts'
import { defineRest, type RestOperations } from './define.ts'
import type { PatchInput } from './rest-apis.ts'

interface Input {
  readonly restApiId: string
  readonly responseType: GatewayResponseType
}

type PutInput = Input & GatewayResponse

const PATH = '/restapis/{restApiId}/gatewayresponses/{responseType}'

const putGatewayResponse = defineRest({
  name: 'PutGatewayResponse',
  verb: 'PUT',
  path: PATH,
  handles: ['statusCode', 'responseParameters', 'responseTemplates'],
  run(state: GatewayState, input: PutInput, { world }) {
    const { api, draft } = restApiOf(state, world, input.restApiId)
    const { responseType, statusCode, responseParameters, responseTemplates } = input
    const response: GatewayResponse = {
      ...(statusCode !== undefined && { statusCode }),
      ...(responseParameters && { responseParameters }),
      ...(responseTemplates && { responseTemplates }),
    }
    const changed = withResponse(draft, responseType, response)
    saveDraft(state, api, changed)
    return toResponse(changed, responseType)
  },
})

const getGatewayResponse = defineRest({
  name: 'GetGatewayResponse',
  verb: 'GET',
  path: PATH,
  handles: [],
  run: (state: GatewayState, { restApiId, responseType }: Input, { world }) =>
    toResponse(restApiOf(state, world, restApiId).draft, responseType),
})

const getGatewayResponses = defineRest({
  name: 'GetGatewayResponses',
  verb: 'GET',
  path: '/restapis/{restApiId}/gatewayresponses',
  // AWS's list has no pages: all types fit in one.
  handles: ['position', 'limit'],
  run(state: GatewayState, { restApiId }: { readonly restApiId: string }, { world }) {
    const { draft } = restApiOf(state, world, restApiId)
    return { items: ORDER.map((type) => toResponse(draft, type)) }
  },
})

const updateGatewayResponse = defineRest({
  name: 'UpdateGatewayResponse',
  verb: 'PATCH',
  path: PATH,
  handles: ['patchOperations'],
  run(
    state: GatewayState,
    { restApiId, responseType, patchOperations }: Input & PatchInput,
    { world },
  ) {
    const { api, draft } = restApiOf(state, world, restApiId)
    const before = draft.gatewayResponses.get(responseType) ?? {
      responseParameters: {},
      responseTemplates: DEFAULT_TEMPLATES,
    }
    const response = applyPatches<GatewayResponse>(before, patchOperations, RULES, shortWords)
    const changed = withResponse(draft, responseType, response)
    saveDraft(state, api, changed)
    return toResponse(changed, responseType)
  },
})

const deleteGatewayResponse = defineRest({
  name: 'DeleteGatewayResponse',
  verb: 'DELETE',
  path: PATH,
  handles: [],
  run(state: GatewayState, { restApiId, responseType }: Input, { world }) {
    const { api, draft } = restApiOf(state, world, restApiId)
    // Recorded: GATEWAY.md 3.12.
    if (!draft.gatewayResponses.has(responseType))
      throw notFound('Gateway response type not defined on api')
    const gatewayResponses = withoutEntry(draft.gatewayResponses, responseType)
    saveDraft(state, api, { ...draft, gatewayResponses })
    return {}
  },
})

const withResponse = (
  draft: RestDraft,
  type: GatewayResponseType,
  response: GatewayResponse,
): RestDraft => ({
  ...draft,
  gatewayResponses: withEntry(draft.gatewayResponses, type, response),
})

// Recorded: GATEWAY.md 3.9.
const DEFAULT_TEMPLATES = { 'application/json': '{"message":$context.error.messageString}' }

/** The types in AWS's order. */
// Seen: LocalStack's tests against AWS.
const ORDER: readonly GatewayResponseType[] = [
  ...(['REQUEST_TOO_LARGE', 'RESOURCE_NOT_FOUND', 'AUTHORIZER_CONFIGURATION_ERROR'] as const),
  ...(['MISSING_AUTHENTICATION_TOKEN', 'BAD_REQUEST_BODY', 'INVALID_SIGNATURE'] as const),
  ...(['INVALID_API_KEY', 'BAD_REQUEST_PARAMETERS', 'AUTHORIZER_FAILURE'] as const),
  ...(['UNAUTHORIZED', 'INTEGRATION_TIMEOUT', 'ACCESS_DENIED', 'DEFAULT_4XX'] as const),
  ...(['DEFAULT_5XX', 'WAF_FILTERED', 'QUOTA_EXCEEDED', 'THROTTLED'] as const),
  ...(['API_CONFIGURATION_ERROR', 'UNSUPPORTED_MEDIA_TYPE', 'INTEGRATION_FAILURE'] as const),
  'EXPIRED_TOKEN',
]

// Recorded: GATEWAY.md 3.10: a type without an own entry shows that of its class.
function toResponse(
  { gatewayResponses }: RestDraft,
  responseType: GatewayResponseType,
): Record<string, unknown> {
  const own = gatewayResponses.get(responseType)
  const status = GATEWAY_RESPONSE_STATUS[responseType]
  const response = own ?? (status && gatewayResponses.get(fallbackType(responseType)))
  const { statusCode = status, responseParameters = {}, responseTemplates } = response || {}
  return {
    responseType,
    statusCode: statusCode === undefined ? undefined : String(statusCode),
    responseParameters,
    responseTemplates: responseTemplates ?? (own ? {} : DEFAULT_TEMPLATES),
    defaultResponse: !own,
  }
}

type Texts = 'responseParameters' | 'responseTemplates'

// AWS: patch-operations.html#UpdateGatewayResponse-Patch
// Seen: LocalStack's tests against AWS (the messages).
function changeText(response: GatewayResponse, member: Texts, patch: Patch): GatewayResponse {
  const { op, value, hasValue, names } = patch
  const [name = ''] = names
  const { [name]: old, ...others } = response[member] ?? {}
  if (op === 'replace' && old === undefined) throw notFound('Invalid parameter name specified')
  if (op !== 'remove' && !hasValue) throw badRequest(`Invalid null or empty value in ${member}`)
  return { ...response, [member]: op === 'remove' ? others : { ...others, [name]: value } }
}

const RULES: readonly PatchRule<GatewayResponse>[] = [
  {
    path: '/statusCode',
    ops: ['replace'],
    apply: (response, { value }) => ({ ...response, statusCode: value }),
  },
  ...(['responseParameters', 'responseTemplates'] as const).map(
    (member): PatchRule<GatewayResponse> => ({
      path: `/${member}/*`,
      ops: ['add', 'replace', 'remove'],
      apply: (response, patch) => changeText(response, member, patch),
    }),
  ),
]

export const gatewayResponseOperations: RestOperations = {
  DeleteGatewayResponse: deleteGatewayResponse,
  GetGatewayResponse: getGatewayResponse,
  GetGatewayResponses: getGatewayResponses,
  PutGatewayResponse: putGatewayResponse,
  UpdateGatewayResponse: updateGatewayResponse,
}
