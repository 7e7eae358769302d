/** Checks and parses parameter mappings. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
import { MisuseError } from '../../../core/errors.ts'
import type {
  ParameterSource,
  RequestParameter,
  ResponseParameter,
  SourcePlace,
} from '../../api/integrations/mapped-integration.ts'
import { isHeaderName } from '../../messages/header-list.ts'
import type { Where } from './options.ts'

type Given = Readonly<Record<string, string>> | undefined

const REQUEST_TARGET = /^integration\.request\.(header|querystring|path)\.(.+)$/
const RESPONSE_TARGET = /^method\.response\.header\.(.+)$/

export const toRequestParameters = (given: Given, where: Where): RequestParameter[] =>
  Object.entries(given ?? {}).map(([target, text]): RequestParameter => {
    const at = `${where}.requestParameters['${target}']`
    const [, place, name] = REQUEST_TARGET.exec(target) ?? []
    if ((place !== 'header' && place !== 'querystring' && place !== 'path') || !name)
      throw malformed(at, target, "a target such as 'integration.request.header.X-Name'")
    if (place === 'header' && !isHeaderName(name))
      throw malformed(at, target, 'a header name that HTTP can carry')
    const source = sourceOf(text, 'method.request', REQUEST_PLACES)
    if (source) return { place, name, source }
    throw malformed(
      at,
      text,
      "a static value in single quotes, or a source such as 'method.request.querystring.name'",
    )
  })

export const toResponseParameters = (given: Given, where: Where): ResponseParameter[] =>
  Object.entries(given ?? {}).map(([target, text]): ResponseParameter => {
    const at = `${where}.responseParameters['${target}']`
    const name = RESPONSE_TARGET.exec(target)?.[1]
    if (name === undefined || !isHeaderName(name))
      throw malformed(at, target, "a target such as 'method.response.header.X-Name'")
    const source = sourceOf(text, 'integration.response', RESPONSE_PLACES)
    if (source) return { name, source }
    throw malformed(
      at,
      text,
      "a static value in single quotes, or a source such as 'integration.response.header.X-Name'",
    )
  })

// Unverified: AWS's wording for a mapping that it cannot parse, from public threads
const malformed = (at: string, expression: unknown, expected: string): MisuseError =>
  new MisuseError(
    `${at}: Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: ${String(expression)}].`,
    expected,
  )

const REQUEST_PLACES: readonly SourcePlace[] = [
  ...(['path', 'querystring', 'multivaluequerystring', 'header', 'multivalueheader'] as const),
]
const RESPONSE_PLACES: readonly SourcePlace[] = ['header', 'multivalueheader']

function sourceOf(
  text: unknown,
  root: string,
  places: readonly SourcePlace[],
): ParameterSource | undefined {
  if (typeof text !== 'string') return undefined
  if (/^'[^]*'$/.test(text)) return { kind: 'static', value: text.slice(1, -1) }
  const [, context] = /^context\.(.+)$/.exec(text) ?? []
  if (context !== undefined) return { kind: 'context', path: context }
  const [, variable] = /^stageVariables\.(\w+)$/.exec(text) ?? []
  if (variable !== undefined) return { kind: 'stageVariable', name: variable }
  if (!text.startsWith(`${root}.`)) return undefined
  const rest = text.slice(root.length + 1)
  if (rest === 'body') return { kind: 'body', path: undefined }
  const dot = rest.indexOf('.')
  const head = rest.slice(0, dot)
  const name = rest.slice(dot + 1)
  if (dot < 0 || name === '') return undefined
  if (head === 'body') return { kind: 'body', path: name }
  const place = places.find((one) => one === head)
  return place && { kind: 'parameter', place, name }
}
