/**
 * Template selection expressions of integration responses: which template an answer gets.
 * AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html
 * (IntegrationResponse.TemplateSelectionExpression)
 */
import { MisuseError } from '../../../core/errors.ts'
import {
  parseObject,
  parsePath,
  toParts,
  toText,
  valueAt,
  type Path,
} from './selection-expression.ts'

type Part =
  | { readonly kind: 'status' }
  | { readonly kind: 'header'; readonly name: string; readonly all: boolean }
  | { readonly kind: 'body'; readonly path: Path }

export type ResponseSelection = readonly (string | Part)[]

/** What an expression reads of an answer. */
export interface SelectingAnswer {
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
}

const FORM =
  "static text, '${integration.response.statuscode}', '${integration.response.header.name}', '${integration.response.multivalueheader.name}' or '${integration.response.body.name}'"

/** @throws MisuseError for an expression that AWS would refuse */
export function parseResponseSelection(text: unknown, where: string): ResponseSelection {
  const refuse = (): MisuseError =>
    new MisuseError(`${where}.templateSelectionExpression is '${String(text)}'.`, FORM)
  if (typeof text !== 'string' || text === '') throw refuse()
  return toParts(text, (variable) => {
    const part = toPart(variable)
    if (!part) throw refuse()
    return part
  })
}

function toPart(variable: string): Part | undefined {
  if (variable === 'integration.response.statuscode') return { kind: 'status' }
  const [, place, rest = ''] =
    /^integration\.response\.(body|header|multivalueheader)([.[].*)$/s.exec(variable) ?? []
  if (place === 'body') {
    const path = parsePath(rest)
    return path && { kind: 'body', path }
  }
  if (place === undefined || !/^\.[^.[]+$/.test(rest)) return undefined
  return { kind: 'header', name: rest.slice(1).toLowerCase(), all: place !== 'header' }
}

// AWS: the page above. Unverified: what is missing is '', as in other selection expressions
export const evaluateResponseSelection = (
  parts: ResponseSelection,
  answer: SelectingAnswer,
): string => parts.map((part) => (typeof part === 'string' ? part : valueOf(part, answer))).join('')

function valueOf(part: Part, { status, headers, body }: SelectingAnswer): string {
  if (part.kind === 'status') return String(status)
  if (part.kind === 'body') {
    const object = parseObject(body)
    return object ? toText(valueAt(object, part.path)) : ''
  }
  const values = headers.flatMap(([name, value]) =>
    name.toLowerCase() === part.name ? [value] : [],
  )
  return part.all ? values.join(',') : (values.at(-1) ?? '')
}
