/** AWS: ImportApi, ReimportApi. */
import type { World } from '../../../core/world/world.ts'
import type { HttpDraft } from '../../api/draft/http.ts'
import { idFor, setApi, type GatewayState } from '../../api/state.ts'
import { badRequest } from '../../control/errors.ts'
import { httpApiOf, saveHttpDraft } from '../../draft/http-draft.ts'
import { emptyHttpDraft } from '../../draft/http-from-options.ts'
import { newControlApi } from '../../draft/new-api.ts'
import type { BasePathMode } from '../../openapi/base-path.ts'
import { importHttp } from '../../openapi/import-http.ts'
import { objectOf, textOf } from '../../openapi/json.ts'
import { InvalidDocument, readDocument, type OpenApiDocument } from '../../openapi/read-document.ts'
import { Warnings } from '../../openapi/warnings.ts'
import { toApi, type ApiInput } from './apis.ts'
import { defineV2, type V2Operations } from './define.ts'

interface ImportInput {
  readonly Body: string
  readonly Basepath?: string
  readonly FailOnWarnings?: boolean
}

const HANDLES = ['Body', 'Basepath', 'FailOnWarnings']

const importApi = defineV2({
  name: 'ImportApi',
  verb: 'PUT',
  path: '/apis',
  handles: HANDLES,
  run(state: GatewayState, input: ImportInput, { world }) {
    const document = documentOf(input)
    const id = idFor(state, undefined, world)
    const { draft, warnings } = imported(world, emptyHttpDraft(world), document, input)
    const api = newControlApi(world, { id, name: titleOf(document) ?? id, type: 'http' }, draft)
    setApi(state, api)
    return { ...toApi(world, { api, draft }), Warnings: warnings }
  },
})

const reimportApi = defineV2({
  name: 'ReimportApi',
  verb: 'PUT',
  path: '/apis/{ApiId}',
  handles: HANDLES,
  run(state: GatewayState, input: ApiInput & ImportInput, { world }) {
    const found = httpApiOf(state, world, input.ApiId)
    const document = documentOf(input)
    const { draft, warnings } = imported(world, found.draft, document, input)
    const named = { ...found.api, name: titleOf(document) ?? found.api.name }
    const api = saveHttpDraft(state, world, named, draft)
    return { ...toApi(world, { api, draft }), Warnings: warnings }
  },
})

// AWS: http-api-open-api.html: OpenAPI 3.0. Unverified: the wording.
function documentOf({ Body }: ImportInput): OpenApiDocument {
  try {
    const document = readDocument(Body)
    if (document.version !== '2.0') return document
  } catch (error) {
    if (!(error instanceof InvalidDocument)) throw error
  }
  throw badRequest('Invalid OpenAPI input.')
}

const titleOf = ({ root }: OpenApiDocument): string | undefined =>
  textOf(objectOf(root['info'])['title'])

// AWS: apigatewayv2 ImportApi (Basepath)
const MODES: readonly string[] = ['ignore', 'prepend', 'split'] satisfies BasePathMode[]

function imported(
  world: World,
  before: HttpDraft,
  document: OpenApiDocument,
  { Basepath = 'ignore', FailOnWarnings }: ImportInput,
): { readonly draft: HttpDraft; readonly warnings: readonly string[] | undefined } {
  // Unverified: the wordings.
  if (!MODES.includes(Basepath)) throw badRequest(`Invalid basepath value: ${Basepath}`)
  const warnings = new Warnings()
  const basePath = Basepath as BasePathMode
  const draft = importHttp(world, before, { document, basePath, warnings })
  const texts = warnings.skipped.map(({ where, reason }) => `${where}: ${reason}`)
  if (FailOnWarnings && texts.length > 0)
    throw badRequest(`Warnings found during import:\n\t${texts.join('\n\t')}`)
  return { draft, warnings: texts.length > 0 ? texts : undefined }
}

export const importOperations: V2Operations = {
  ImportApi: importApi,
  ReimportApi: reimportApi,
}
