/** The values of parameter mappings: `$request.header.id`, `'${context.requestId}-a'`, texts. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
import { readVariable, type Variables } from '../context/context-variables.ts'
import { getOwn, toJoinedHeaders, type HeaderList } from '../messages/header-list.ts'
import { toJoinedQuery } from '../messages/query.ts'
import type { GatewayRequest } from '../messages/request.ts'
import type { BodyStep, MappingSource, SourcePart } from '../api/integrations/parameter-mappings.ts'
import { parseBodyPath, readBodyPath } from './body-path.ts'

/** What the mappings of one request read from. */
export interface MappingInput {
  readonly request: GatewayRequest
  readonly parameters: Readonly<Record<string, string>> | undefined
  /** `$context` */
  readonly variables: Variables
  readonly stageVariables: Readonly<Record<string, string>> | undefined
  readonly response?: { readonly headers: HeaderList; readonly body: Uint8Array | string }
}

const EXPRESSION = /^\$(?:request|response|context|stageVariables)\b/

/** The parts of a source. A text that names what is wrong with it. */
export function parseSource(text: string, side: 'request' | 'response'): MappingSource | string {
  if (EXPRESSION.test(text)) {
    const part = parseExpression(text.slice(1), side)
    return typeof part === 'string' ? part : [part]
  }
  const parts: SourcePart[] = []
  // Every second piece was inside of ${...}.
  for (const [index, piece] of text.split(/\$\{([^{}]*)\}/).entries()) {
    if (index % 2 === 0) {
      if (piece !== '') parts.push({ from: 'text', text: piece })
      continue
    }
    const part = parseExpression(piece.replace(/^\$/, ''), side)
    if (typeof part === 'string') return part
    parts.push(part)
  }
  return parts
}

function parseExpression(text: string, side: 'request' | 'response'): SourcePart | string {
  const [, root = '', place, name = ''] =
    /^(request|response|context|stageVariables)(?:\.([^.[]+))?(.*)$/s.exec(text) ?? []
  const isNamed = name.startsWith('.') && name.length > 1
  if (root === 'context' || root === 'stageVariables')
    return place === undefined ? wrong(text) : { from: root, name: place + name }
  if (root !== side) return root === '' ? wrong(text) : `$${text} cannot be read there`
  if (place === 'body') return bodyPart(text, name, root)
  if (place === 'header' && isNamed) {
    const header = name.slice(1).toLowerCase()
    return { from: root === 'request' ? 'header' : 'responseHeader', name: header }
  }
  if (root === 'response') return wrong(text)
  if (place === 'querystring' && isNamed) return { from: 'querystring', name: name.slice(1) }
  if (place === 'path') {
    if (name === '') return { from: 'wholePath' }
    if (isNamed) return { from: 'path', name: name.slice(1) }
  }
  return wrong(text)
}

const wrong = (text: string): string => `$${text} is no source`

function bodyPart(text: string, path: string, root: 'request' | 'response'): SourcePart | string {
  const steps = parseBodyPath(path)
  if (!steps) return `$${text} is not a path that HTTP APIs search (no .. and no filters)`
  if (root === 'response') return { from: 'responseBody', steps }
  return path === '' ? { from: 'wholeBody' } : { from: 'body', steps }
}

/** The value of a source. Undefined where a part has none. */
export function readSource(source: MappingSource, input: MappingInput): string | undefined {
  let value = ''
  for (const part of source) {
    const text = readPart(part, input)
    if (text === undefined) return undefined
    value += text
  }
  return value
}

const toText = (body: Uint8Array | string | undefined): string =>
  typeof body === 'string' ? body : Buffer.from(body ?? []).toString('utf8')

function readPart(part: SourcePart, input: MappingInput): string | undefined {
  const { request, response } = input
  switch (part.from) {
    case 'text':
      return part.text
    case 'header':
      return getOwn(toJoinedHeaders(request.headers), part.name)
    case 'querystring':
      return getOwn(toJoinedQuery(request.query) ?? {}, part.name)
    case 'path':
      return getOwn(input.parameters ?? {}, part.name)
    case 'wholePath':
      return request.path
    case 'wholeBody':
      return toText(request.body)
    case 'body':
      return readBodyPath(toText(request.body), part.steps)
    case 'stageVariables':
      return getOwn(input.stageVariables ?? {}, part.name)
    case 'context':
      return readVariable(input.variables, part.name)
    case 'responseHeader':
      return response && getOwn(toJoinedHeaders(response.headers), part.name)
    case 'responseBody':
      return response && readResponseBody(response.body, part.steps)
  }
}

function readResponseBody(
  body: Uint8Array | string,
  steps: readonly BodyStep[],
): string | undefined {
  return steps.length === 0 ? toText(body) : readBodyPath(toText(body), steps)
}
