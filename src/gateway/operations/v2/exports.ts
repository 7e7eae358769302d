/** AWS: ExportApi. */
import type { GatewayState } from '../../api/state.ts'
import { badRequest } from '../../control/errors.ts'
import { httpApiOf } from '../../draft/v2-api.ts'
import { exportApi } from '../../openapi/export/export-api.ts'
import { ALL_EXTENSIONS, NO_EXTENSIONS } from '../../openapi/export/exported-api.ts'
import { printDocument } from '../../openapi/export/print-document.ts'
import { renderOpenApi } from '../../openapi/export/render-openapi.ts'
import { defineV2, type V2Operations } from './define.ts'
import { stageOf } from './stages.ts'

interface Input {
  readonly ApiId: string
  readonly Specification: string
  readonly OutputType: string
  readonly StageName?: string
  readonly IncludeExtensions?: boolean
  readonly ExportVersion?: string
}

const exportHttpApi = defineV2({
  name: 'ExportApi',
  verb: 'GET',
  path: '/apis/{ApiId}/exports/{Specification}',
  handles: ['OutputType', 'StageName', 'IncludeExtensions', 'ExportVersion'],
  run(state: GatewayState, input: Input, { world }) {
    const found = httpApiOf(state, world, input.ApiId)
    const { Specification, OutputType, StageName, IncludeExtensions = true } = input
    // Unverified: the wordings.
    if (Specification !== 'OAS30') throw badRequest(`Invalid specification: ${Specification}`)
    if (OutputType !== 'JSON' && OutputType !== 'YAML')
      throw badRequest(`Invalid output type: ${OutputType}`)
    if ((input.ExportVersion ?? '1.0') !== '1.0')
      throw badRequest(`Invalid export version: ${String(input.ExportVersion)}`)
    if (StageName !== undefined) stageOf(found, StageName)
    const extensions = IncludeExtensions ? ALL_EXTENSIONS : NO_EXTENSIONS
    const document = renderOpenApi(exportApi(state, world, found.api, StageName, extensions), 'aws')
    const text = printDocument(document, OutputType === 'YAML' ? 'yaml' : 'json')
    return { body: Buffer.from(text, 'utf8') }
  },
})

export const exportOperations: V2Operations = { ExportApi: exportHttpApi }
