/** `api.markdown()`: a reference of an API for people. */
import type { World } from '../../core/world/world.ts'
import type { Api } from '../api/deployments.ts'
import type { RequestRecord } from '../exchange/record.ts'
import type {
  ExportedApi,
  ExportedOperation,
  ExportedScheme,
} from '../openapi/export/exported-api.ts'
import { ALL_EXTENSIONS } from '../openapi/export/exported-api.ts'
import { exportApi } from '../openapi/export/export-api.ts'
import { toPlainSchema } from '../openapi/export/model-schemas.ts'
import type { JsonObject } from '../openapi/json.ts'
import { gateway } from '../service.ts'
import { describeScheme } from './describe-scheme.ts'
import { examplesOf, printExample } from './examples.ts'
import { servedStage } from './openapi.ts'

export function toMarkdown(
  world: World,
  api: Api,
  { stage, url }: { readonly stage: string; readonly url: string },
  requests: readonly RequestRecord[],
): string {
  const exported = exportApi(
    world.state(gateway),
    world,
    api,
    servedStage(api, stage),
    ALL_EXTENSIONS,
  )
  const { title, description, operations, securitySchemes, models } = exported
  const kind = exported.kind === 'rest' ? 'REST' : 'HTTP'
  const blocks = [
    `# ${escape(title)}`,
    ...(description === undefined ? [] : [escape(description)]),
    `${kind} API at \`${url}\``,
    ...section('Routes', operations.length > 0 ? [toTable(exported)] : ['There are none.']),
    ...operations.flatMap((operation) => toRoute(exported, operation, requests)),
    ...section('Authorizers', toList(securitySchemes)),
    ...section('Models', [...models].flatMap(toModel)),
  ]
  return `${blocks.join('\n\n')}\n`
}

const section = (name: string, blocks: readonly string[]): readonly string[] =>
  blocks.length > 0 ? [`## ${name}`, ...blocks] : []

/** Texts of an API in a line of Markdown. */
const escape = (text: string): string =>
  text.replaceAll(/[\\|<>*_`[\]]/g, (mark) => `\\${mark}`).replaceAll(/\s*\n\s*/g, ' ')

const code = (text: string): string => {
  const fence = text.includes('`') ? '``' : '`'
  return `${fence}${text.replaceAll('|', '\\|')}${fence}`
}

/** A fence that the text does not contain. */
function block(language: string, text: string): string {
  const runs = Array.from(text.matchAll(/`{3,}/g), ([run]) => run.length)
  const fence = '`'.repeat(Math.max(3, ...runs.map((length) => length + 1)))
  return `${fence}${language}\n${text}\n${fence}`
}

const keyOf = ({ method, path, extensions }: ExportedOperation): string =>
  extensions['isDefaultRoute'] ? '$default' : `${method} ${path}`

/** The operations have a column where one has a name. */
function toTable({ operations }: ExportedApi): string {
  const isNamed = operations.some(({ operationId = '' }) => operationId !== '')
  const toRow = (...cells: readonly string[]): string =>
    `| ${(isNamed ? cells : cells.slice(0, 2)).join(' | ')} |`
  const rows = operations.map((operation) => {
    const { operationId = '', security } = operation
    const access = [...security.keys()].map(code).join(' and ') || 'everyone'
    return toRow(code(keyOf(operation)), access, escape(operationId))
  })
  const head = toRow('route', 'access', 'operation')
  return [head, `|${'---|'.repeat(isNamed ? 3 : 2)}`, ...rows].join('\n')
}

function toRoute(
  { models }: ExportedApi,
  operation: ExportedOperation,
  requests: readonly RequestRecord[],
): readonly string[] {
  const key = keyOf(operation)
  const examples = examplesOf(requests, key)
  const blocks = [
    ...toAccess(operation),
    ...toParameters(operation),
    ...toBody(operation, models),
    ...toResponses(operation),
    ...examples.flatMap((record) => [
      `Example, ${String(record.status)}:`,
      block('http', printExample(record)),
    ]),
  ]
  // Only the table lists a route without details.
  return blocks.length > 0 ? [`## ${code(key)}`, ...blocks] : []
}

function toAccess({ security }: ExportedOperation): readonly string[] {
  if (security.size === 0) return []
  const parts = [...security].map(([name, scopes]) =>
    scopes.length > 0
      ? `${code(name)} with one of the scopes ${scopes.map(code).join(', ')}`
      : code(name),
  )
  return [`Access: ${parts.join(' and ')}`]
}

function toParameters({ path, parameters }: ExportedOperation): readonly string[] {
  const variables = Array.from(path.matchAll(/\{([^}+]+)(\+?)\}/g), ([, name = '', greedy]) => ({
    ...{ name, place: greedy ? 'path, the rest of it' : 'path', required: true },
  }))
  const others = parameters
    .filter((one) => one.in !== 'path')
    .map(({ name, in: place, required }) => ({ name, place, required }))
  const all = [...variables, ...others]
  if (all.length === 0) return []
  const rows = all.map(
    ({ name, place, required }) => `| ${code(name)} | ${place} | ${required ? 'yes' : 'no'} |`,
  )
  return [['| parameter | in | required |', '|---|---|---|', ...rows].join('\n')]
}

const linkTo = (model: string): string => `[${escape(model)}](#${model.toLowerCase()})`

function toBody({ bodies }: ExportedOperation, models: ExportedApi['models']): readonly string[] {
  if (bodies.size === 0) return []
  const parts = [...bodies].map(([type, model]) =>
    models.has(model) ? `${code(type)}: ${linkTo(model)}` : code(type),
  )
  return [`Body: ${parts.join(', ')}`]
}

function toResponses({ responses }: ExportedOperation): readonly string[] {
  if (responses.size === 0) return []
  const rows = [...responses].map(([status, { headers, bodies }]) => {
    const models = [...new Set(bodies.values())].map(linkTo).join(', ')
    return `| ${status} | ${headers.map(code).join(', ')} | ${models} |`
  })
  return [['| response | headers | body |', '|---|---|---|', ...rows].join('\n')]
}

const toList = (schemes: ReadonlyMap<string, ExportedScheme>): readonly string[] =>
  schemes.size === 0
    ? []
    : [
        [...schemes]
          .map(([name, scheme]) => `- ${code(name)}: ${escape(describeScheme(scheme))}`)
          .join('\n'),
      ]

const toModel = ([name, schema]: readonly [string, JsonObject]): readonly string[] => [
  `### ${escape(name)}`,
  block('json', JSON.stringify(toPlainSchema(schema, '#/definitions/'), null, 2)),
]
