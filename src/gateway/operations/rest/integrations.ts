/** AWS: PutIntegration, GetIntegration, UpdateIntegration, DeleteIntegration. */
import { parseArn } from '../../../core/arn.ts'
import type { World } from '../../../core/world/world.ts'
import type { RestMethodIntegration } from '../../api/draft/rest.ts'
import type { GatewayState } from '../../api/state.ts'
import { badRequest, invalidIdentifier } from '../../control/errors.ts'
import {
  applyPatches,
  listEntries,
  mapEntries,
  replaceOptionalText,
  replaceText,
  toFlag,
  type PatchRule,
} from '../../control/patch.ts'
import { methodOf, saveDraft, withMethod, type MethodInput } from '../../draft/rest-draft.ts'
import { REST_TIMEOUT_MS } from '../../limits.ts'
import { defineRest, type RestOperations } from './define.ts'
import { toIntegration } from './method-output.ts'
import type { PatchInput } from './rest-apis.ts'

const PATH = '/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}/integration'

type PutInput = MethodInput &
  Partial<Omit<RestMethodIntegration, 'responses' | 'given' | 'httpMethod'>> & {
    readonly type: RestMethodIntegration['type']
    readonly integrationHttpMethod?: string
  }

const putIntegration = defineRest({
  name: 'PutIntegration',
  verb: 'PUT',
  path: PATH,
  handles: [
    ...['type', 'integrationHttpMethod', 'uri', 'credentials', 'requestParameters'],
    ...['requestTemplates', 'passthroughBehavior', 'contentHandling', 'timeoutInMillis'],
    ...['cacheNamespace', 'cacheKeyParameters', 'responseTransferMode', 'connectionType'],
    ...['connectionId', 'tlsConfig'],
  ],
  run(state: GatewayState, input: PutInput, { world }) {
    checkIntegration(input)
    const { method } = methodOf(state, world, input)
    return store(state, world, input, {
      type: input.type,
      httpMethod: input.type === 'MOCK' ? undefined : input.integrationHttpMethod,
      uri: input.type === 'MOCK' ? undefined : input.uri,
      credentials: input.credentials,
      requestParameters: input.requestParameters,
      requestTemplates: input.requestTemplates,
      passthroughBehavior: input.passthroughBehavior ?? 'WHEN_NO_MATCH',
      contentHandling: input.contentHandling,
      timeoutInMillis: input.timeoutInMillis ?? REST_TIMEOUT_MS,
      // Recorded: GATEWAY.md 7.13.
      cacheNamespace: input.cacheNamespace ?? input.resourceId,
      cacheKeyParameters: input.cacheKeyParameters ?? [],
      responseTransferMode: input.responseTransferMode,
      connectionType: input.connectionType,
      connectionId: input.connectionId,
      tlsConfig: input.tlsConfig,
      responses: method.integration?.responses ?? new Map(),
    })
  },
})

const getIntegration = defineRest({
  name: 'GetIntegration',
  verb: 'GET',
  path: PATH,
  handles: [],
  run: (state: GatewayState, input: MethodInput, { world }) =>
    toIntegration(integrationOf(state, world, input)),
})

const updateIntegration = defineRest({
  name: 'UpdateIntegration',
  verb: 'PATCH',
  path: PATH,
  handles: ['patchOperations'],
  run(state: GatewayState, input: MethodInput & PatchInput, { world }) {
    const integration = integrationOf(state, world, input)
    const patched = applyPatches(integration, input.patchOperations, RULES)
    checkConnection(patched)
    return store(state, world, input, { ...patched, given: undefined })
  },
})

const deleteIntegration = defineRest({
  name: 'DeleteIntegration',
  verb: 'DELETE',
  path: PATH,
  handles: [],
  run(state: GatewayState, input: MethodInput, { world }) {
    integrationOf(state, world, input)
    const { api, draft, resource, method } = methodOf(state, world, input)
    saveDraft(state, api, withMethod(draft, resource, { ...method, integration: undefined }))
    return {}
  },
})

/** Throws NotFoundException for a method that does not exist, or has no integration. */
export function integrationOf(
  state: GatewayState,
  world: World,
  input: MethodInput,
): RestMethodIntegration {
  const { integration } = methodOf(state, world, input).method
  if (!integration) throw invalidIdentifier('Integration')
  return integration
}

function store(
  state: GatewayState,
  world: World,
  input: MethodInput,
  integration: RestMethodIntegration,
): Record<string, unknown> {
  const { api, draft, resource, method } = methodOf(state, world, input)
  saveDraft(state, api, withMethod(draft, resource, { ...method, integration }))
  return toIntegration(integration)
}

// Recorded: GATEWAY.md 7.12 (test_put_integration_validation, test_put_integration_aws_proxy_uri).
// Unverified: the order.
function checkIntegration({
  type,
  uri = '',
  integrationHttpMethod,
  timeoutInMillis,
  connectionType,
  connectionId,
}: PutInput): void {
  if (type === 'AWS' || type === 'AWS_PROXY') {
    if (!integrationHttpMethod)
      throw badRequest('Enumeration value for HttpMethod must be non-empty')
    checkArn(type, uri)
  }
  if (type === 'HTTP' || type === 'HTTP_PROXY') {
    if (!integrationHttpMethod)
      throw badRequest('Enumeration value for HttpMethod must be non-empty')
    if (!/^https?:\/\/[^/?#]+/.test(uri))
      throw badRequest('Invalid HTTP endpoint specified for URI')
  }
  checkConnection({ connectionType, connectionId })
  // AWS: API_PutIntegration.html (timeoutInMillis). Unverified: the wording.
  if (timeoutInMillis !== undefined && (timeoutInMillis < 50 || timeoutInMillis > 300_000))
    throw badRequest('Timeout should be between 50 ms and 29000 ms')
}

// AWS: API_PutIntegration.html (connectionId: required for VPC_LINK). Unverified: the wording, and that
// the id of no link is accepted.
function checkConnection({
  connectionType,
  connectionId,
}: Pick<RestMethodIntegration, 'connectionType' | 'connectionId'>): void {
  if (connectionType === 'VPC_LINK' && !connectionId)
    throw badRequest('Connection id must be specified for connection type VPC_LINK')
}

function checkArn(type: 'AWS' | 'AWS_PROXY', uri: string): void {
  const arn = parseArn(uri)
  if (!arn) throw badRequest('Invalid ARN specified in the request')
  if (!/^(?:path|action)\b/.test(arn.resource))
    throw badRequest('AWS ARN for integration must contain path or action')
  const isLambda =
    arn.account === 'lambda' && /^path\/\d{4}-\d\d-\d\d\/functions\//.test(arn.resource)
  if (type === 'AWS_PROXY' && !isLambda)
    throw badRequest(
      "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
    )
}

// AWS: patch-operations.html#UpdateIntegration-Patch
const RULES: readonly PatchRule<RestMethodIntegration>[] = [
  replaceText('uri'),
  replaceText('httpMethod'),
  replaceOptionalText('credentials'),
  replaceText('passthroughBehavior'),
  replaceOptionalText('contentHandling'),
  replaceOptionalText('cacheNamespace'),
  replaceText('responseTransferMode'),
  replaceText('connectionType'),
  replaceOptionalText('connectionId'),
  {
    path: '/timeoutInMillis',
    ops: ['replace'],
    apply: (integration, { value }) => ({ ...integration, timeoutInMillis: Number(value) }),
  },
  {
    path: '/tlsConfig/insecureSkipVerification',
    ops: ['replace'],
    apply: (integration, { value }) => ({
      ...integration,
      tlsConfig: { insecureSkipVerification: toFlag(value) },
    }),
  },
  mapEntries('requestParameters'),
  mapEntries('requestTemplates'),
  ...listEntries<RestMethodIntegration>('cacheKeyParameters'),
]

export const integrationOperations: RestOperations = {
  DeleteIntegration: deleteIntegration,
  GetIntegration: getIntegration,
  PutIntegration: putIntegration,
  UpdateIntegration: updateIntegration,
}
