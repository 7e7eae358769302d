/** AWS: GetExport. */
import type { GatewayState } from '../../api/state.ts'
import { badRequest, invalidIdentifier } from '../../control/errors.ts'
import { restApiOf } from '../../draft/rest-draft.ts'
import { exportApi } from '../../openapi/export/export-api.ts'
import type { ExportedExtensions } from '../../openapi/export/exported-api.ts'
import { printDocument } from '../../openapi/export/print-document.ts'
import { renderOpenApi } from '../../openapi/export/render-openapi.ts'
import { renderSwagger } from '../../openapi/export/render-swagger.ts'
import { defineRest, unsupported, type RestOperations } from './define.ts'

interface Input {
  readonly restApiId: string
  readonly stageName: string
  readonly exportType: string
  readonly parameters?: Readonly<Record<string, string>>
  readonly accepts?: string
}

const getExport = defineRest({
  name: 'GetExport',
  verb: 'GET',
  path: '/restapis/{restApiId}/stages/{stageName}/exports/{exportType}',
  handles: ['parameters', 'accepts'],
  run(state: GatewayState, input: Input, { world }) {
    const { api } = restApiOf(state, world, input.restApiId)
    const { stageName, exportType, parameters = {}, accepts = 'application/json' } = input
    if (!api.stages.has(stageName)) throw invalidIdentifier('Stage')
    // Unverified: the wordings.
    if (exportType !== 'oas30' && exportType !== 'swagger')
      throw badRequest(`Invalid export type specified: ${exportType}`)
    if (accepts !== 'application/json' && accepts !== 'application/yaml')
      throw badRequest(`Invalid Accept header specified: ${accepts}`)
    if (parameters['extensions'] === 'postman')
      throw unsupported(world, 'GetExport', 'extensions postman')
    const exported = exportApi(state, world, api, stageName, extensionsOf(parameters))
    const document =
      exportType === 'swagger' ? renderSwagger(exported) : renderOpenApi(exported, 'aws')
    const format = accepts === 'application/yaml' ? 'yaml' : 'json'
    return {
      // Recorded: GATEWAY.md 11.7.
      contentType: 'application/octet-stream',
      contentDisposition: `attachment; filename="${exportType}_${exported.version}.${format}"`,
      body: Buffer.from(printDocument(document, format), 'utf8'),
    }
  },
})

// AWS: API_GetExport (parameters).
function extensionsOf({ extensions = '' }: Readonly<Record<string, string>>): ExportedExtensions {
  const names = extensions.split(',').map((name) => name.trim())
  const all = names.includes('apigateway')
  return {
    integrations: all || names.includes('integrations'),
    authorizers: all || names.includes('authorizers'),
  }
}

export const exportOperations: RestOperations = { GetExport: getExport }
