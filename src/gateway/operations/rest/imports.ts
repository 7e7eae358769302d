/** AWS: ImportRestApi, PutRestApi. */
import type { World } from '../../../core/world/world.ts'
import type { RestDraft } from '../../api/draft/rest.ts'
import { idFor, setApi, type GatewayState } from '../../api/state.ts'
import { badRequest } from '../../control/errors.ts'
import { checkPolicyText } from '../../control/policy.ts'
import { newControlApi } from '../../draft/new-api.ts'
import { restApiOf } from '../../draft/rest-draft.ts'
import { emptyRestDraft, newRoot } from '../../draft/rest-from-options.ts'
import { importRest } from '../../openapi/import-rest.ts'
import { titleOf, toBasePathMode, warningTexts } from '../../openapi/import-settings.ts'
import { InvalidDocument, readDocument, type OpenApiDocument } from '../../openapi/read-document.ts'
import { Warnings } from '../../openapi/warnings.ts'
import { defineRest, unsupported, type RestOperations } from './define.ts'
import { toRestApi } from './rest-apis.ts'

interface ImportInput {
  readonly body: Uint8Array
  readonly failOnWarnings?: boolean
  readonly parameters?: Readonly<Record<string, string>>
}

const importRestApi = defineRest({
  name: 'ImportRestApi',
  verb: 'POST',
  path: '/restapis',
  handles: ['body', 'failOnWarnings', 'parameters'],
  run(state: GatewayState, input: ImportInput, { world }) {
    const document = documentOf(input)
    const id = idFor(state, undefined, world)
    const { draft, warnings } = imported(world, emptyRestDraft(world), id, document, input)
    const api = newControlApi(world, { id, name: titleOf(document) ?? id, type: 'rest' }, draft)
    setApi(state, api)
    return { ...toRestApi({ api, draft }), warnings }
  },
})

interface PutInput extends ImportInput {
  readonly restApiId: string
  readonly mode?: 'merge' | 'overwrite'
}

const putRestApi = defineRest({
  name: 'PutRestApi',
  verb: 'PUT',
  path: '/restapis/{restApiId}',
  handles: ['body', 'mode', 'failOnWarnings', 'parameters'],
  run(state: GatewayState, input: PutInput, { world }) {
    const found = restApiOf(state, world, input.restApiId)
    const document = documentOf(input)
    const before = input.mode === 'overwrite' ? emptied(world, found.draft) : found.draft
    const { draft, warnings } = imported(world, before, found.api.id, document, input)
    // Unverified: that the title becomes the name in both modes.
    const api = { ...found.api, name: titleOf(document) ?? found.api.name, draft }
    setApi(state, api)
    return { ...toRestApi({ api, draft }), warnings }
  },
})

/** The working copy without what documents define. */
const emptied = (world: World, draft: RestDraft): RestDraft => ({
  ...emptyRestDraft(world),
  createdAt: draft.createdAt,
  tags: draft.tags,
  endpointType: draft.endpointType,
  rootResourceId: draft.rootResourceId,
  resources: new Map([[draft.rootResourceId, newRoot(draft.rootResourceId)]]),
})

// Recorded: GATEWAY.md 11.5.
function documentOf({ body }: ImportInput): OpenApiDocument {
  try {
    return readDocument(Buffer.from(body).toString('utf8'))
  } catch (error) {
    throw error instanceof InvalidDocument ? badRequest('Invalid OpenAPI input.') : error
  }
}

// AWS: API_ImportRestApi.html (parameters)
const ENDPOINTS: readonly string[] = [
  'EDGE',
  'REGIONAL',
  'PRIVATE',
] satisfies RestDraft['endpointType'][]

function imported(
  world: World,
  draft: RestDraft,
  apiId: string,
  document: OpenApiDocument,
  { parameters = {}, failOnWarnings }: ImportInput,
): { readonly draft: RestDraft; readonly warnings: readonly string[] | undefined } {
  const { basepath, endpointConfigurationTypes, ignore: _, ...others } = parameters
  const [unknown] = Object.keys(others)
  if (unknown !== undefined) throw unsupported(world, 'import', `parameters.${unknown}`)
  const basePath = toBasePathMode(basepath)
  const warnings = new Warnings()
  const result = importRest(world, draft, { document, apiId, basePath, warnings })
  checkPolicyText(world, result.policy)
  const texts = warningTexts(warnings, failOnWarnings)
  // Unverified: the wording.
  if (endpointConfigurationTypes !== undefined && !ENDPOINTS.includes(endpointConfigurationTypes))
    throw badRequest(`Invalid endpoint type: ${endpointConfigurationTypes}`)
  return {
    draft: endpointConfigurationTypes
      ? { ...result, endpointType: endpointConfigurationTypes as RestDraft['endpointType'] }
      : result,
    warnings: texts,
  }
}

export const importOperations: RestOperations = {
  ImportRestApi: importRestApi,
  PutRestApi: putRestApi,
}
