/** AWS: ImportApi, ReimportApi. */
import type { World } from '../../../core/world/world.ts'
import type { HttpDraft } from '../../api/draft/http.ts'
import { idFor, setApi, type GatewayState } from '../../api/state.ts'
import { badRequest } from '../../control/errors.ts'
import { emptyHttpDraft } from '../../draft/http-from-options.ts'
import { newControlApi } from '../../draft/new-api.ts'
import { httpApiOf, saveDraft, withName } from '../../draft/v2-api.ts'
import { importHttp } from '../../openapi/import-http.ts'
import { titleOf, toBasePathMode, warningTexts } from '../../openapi/import-settings.ts'
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
    return { ...toApi(world, { type: 'http', api, draft }), Warnings: warnings }
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
    const saved = saveDraft(state, world, withName(found, titleOf(document)), draft)
    return { ...toApi(world, saved), Warnings: warnings }
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

function imported(
  world: World,
  before: HttpDraft,
  document: OpenApiDocument,
  { Basepath, FailOnWarnings }: ImportInput,
): { readonly draft: HttpDraft; readonly warnings: readonly string[] | undefined } {
  const basePath = toBasePathMode(Basepath)
  const warnings = new Warnings()
  const draft = importHttp(world, before, { document, basePath, warnings })
  return { draft, warnings: warningTexts(warnings, FailOnWarnings) }
}

export const importOperations: V2Operations = {
  ImportApi: importApi,
  ReimportApi: reimportApi,
}
