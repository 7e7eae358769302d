/** The base path of a document, and what an import does with it. */
import { isObject } from '../../core/json.ts'
import type { OpenApiDocument } from './read-document.ts'
import { listOf, memberOf, objectOf, textOf } from './json.ts'

/** AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api-basePath.html */
export type BasePathMode = 'ignore' | 'prepend' | 'split'

/** The base path in front of all paths: empty, or `/v1`. */
// Recorded: GATEWAY.md 11.3 (test_import_rest_api_with_base_path_oas30)
export function basePathOf(document: OpenApiDocument, mode: BasePathMode): string {
  if (mode === 'ignore') return ''
  const segments = declaredBasePath(document).split('/').filter(Boolean)
  const kept = mode === 'split' ? segments.slice(1) : segments
  return kept.map((segment) => `/${segment}`).join('')
}

function declaredBasePath({ version, root }: OpenApiDocument): string {
  if (version === '2.0') return textOf(memberOf(root, 'basePath')) ?? ''
  for (const server of listOf(memberOf(root, 'servers'))) {
    if (!isObject(server)) continue
    const variable = memberOf(objectOf(memberOf(server, 'variables')), 'basePath')
    // Recorded: GATEWAY.md 11.3: the variable counts even if the URL does not use it.
    if (isObject(variable)) return textOf(memberOf(variable, 'default')) ?? ''
    const path = pathOf(textOf(memberOf(server, 'url')) ?? '')
    if (path !== '') return path
  }
  return ''
}

/** `/v1` of `https://api.example.com/v1`. */
const pathOf = (url: string): string =>
  /^(?:[a-z][a-z0-9+.-]*:)?\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1] ??
  /^(\/[^?#]*)/.exec(url)?.[1] ??
  ''
