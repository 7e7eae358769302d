/** `fromServerless`: a service of the Serverless Framework as the builder of a region. */
import type { Path } from '../../cloudformation/index.ts'
import { isObject } from '../../core/json.ts'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { World } from '../../core/world/world.ts'
import { buildStacks, type Build, type NamedSource } from '../build-stack.ts'
import { locate } from '../locate.ts'
import type { TemplateOptions } from '../options.ts'
import { readTemplate, type SourceTemplate, type TemplateSource } from '../read-template.ts'
import { toTemplate } from './to-template.ts'
import { variablesOf } from './sources.ts'
import { listOf, membersOf, textOf } from './service.ts'

export interface ServerlessOptions<Name extends string = 'stack'> extends TemplateOptions<Name> {
  /** The stage. Default: `provider.stage` of the file, or `dev`. */
  readonly stage?: string
  /** Options of the command line, for `${opt:name}`. */
  readonly options?: Readonly<Record<string, string>>
}

/**
 * Builds a region from a `serverless.yml`. Handlers are named by the function's name in the file,
 * by function name, or by the file's text of the handler. `parameters` are the values of
 * `${param:name}`.
 *
 * @throws MisuseError for a variable without a value, and for a resource that CloudFormation refuses
 * @example
 * ```ts
 * const app = defineRegion(fromServerless('serverless.yml', { stage: 'test', load: (file) => import(file) }))
 * it('places', app(async ({ stack }) => { await stack.gateway('HttpApi').post('/orders', { id: 'o1' }) }))
 * ```
 */
export function fromServerless(
  file: TemplateSource,
  options?: ServerlessOptions & { readonly name?: undefined },
): Build<'stack'>
/** Builds a region from a `serverless.yml`, with a handle of another name. */
export function fromServerless<const Name extends string>(
  file: TemplateSource,
  options: ServerlessOptions<Name> & { readonly name: Name },
): Build<Name>
export function fromServerless(
  file: TemplateSource,
  options: ServerlessOptions<string> = {},
): Build<string> {
  const caller = 'fromServerless()'
  const { stage: wanted, options: given = {}, parameters, ...rest } = options
  const read = readTemplate(file, caller)
  return buildStacks(caller, rest, (world) => {
    const source = membersOf(read.document.value)
    const stage =
      wanted ?? given['stage'] ?? textOf(membersOf(source['provider'])['stage']) ?? 'dev'
    const stageName = stage.includes('${') ? 'dev' : stage
    const document = resolveService(world, source, {
      folder: read.folder,
      stage: stageName,
      options: given,
      parameters: { ...parametersOf(source, stageName), ...parameters },
      caller,
      placeOf: (path) => placeIn(read, path),
    })
    const { template, skipped } = toTemplate(document, stageName)
    const made: NamedSource = {
      ...read,
      document: {
        value: template,
        locate: (path) =>
          read.document.locate(placeOfResource(read.document.value, template, path)),
      },
      locate: (resource) => locate(resource, read.folder),
      name: options.name ?? 'stack',
      isMain: true,
      skipped,
    }
    return [made]
  })
}

interface Surroundings {
  readonly folder: string
  readonly stage: string
  readonly options: Readonly<Record<string, string>>
  readonly parameters: Readonly<Record<string, unknown>>
  readonly caller: string
  placeOf(path: string): string
}

/** `serverless.yml:12:3` for `functions.place.environment.TABLE` or `resources[0].Resources`. */
function placeIn({ document, shown }: SourceTemplate, path: string): string {
  const steps = path
    .split(/[.[\]]+/)
    .filter((step) => step !== '')
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step))
  const position = document.locate(steps)
  return position ? `${shown}:${position.line}:${position.column}` : shown
}

/** Where serverless.yml has what became a part of the template. */
function placeOfResource(document: unknown, template: unknown, [section, id, ...rest]: Path): Path {
  const resources = membersOf(document)['resources']
  const name = String(id)
  for (const [index, part] of listOf(resources).entries()) {
    if (membersOf(membersOf(part)[String(section)])[name] === undefined) continue
    const place = Array.isArray(resources) ? ['resources', index] : ['resources']
    return [...place, String(section), name, ...rest]
  }
  // A function, or what one of its events made.
  const made = membersOf(membersOf(membersOf(template)[String(section)])[name])
  const key = textOf(membersOf(made['Metadata'])['Function'])
  return key === undefined ? ['functions'] : ['functions', key]
}

function resolveService(
  world: World,
  source: Record<string, unknown>,
  surroundings: Surroundings,
): Record<string, unknown> {
  const withEnvironment = addDotenv(source, surroundings.folder)
  const variables = variablesOf({ ...surroundings, world, document: withEnvironment })
  const resolved = variables.resolve(withEnvironment, '')
  return isObject(resolved) ? resolved : {}
}

/** `params: { default: {...}, dev: {...} }` */
function parametersOf(source: Record<string, unknown>, stage: string): Record<string, unknown> {
  const params = membersOf(source['params'])
  const stages = membersOf(source['stages'])
  const ofStage = (name: string): Record<string, unknown> => ({
    ...membersOf(params[name]),
    ...membersOf(membersOf(stages[name])['params']),
  })
  return { ...ofStage('default'), ...ofStage(stage) }
}

/** The plugin serverless-dotenv-plugin puts the file .env into the environment of all functions. */
function addDotenv(source: Record<string, unknown>, folder: string): Record<string, unknown> {
  const { plugins } = source
  const names = listOf(isObject(plugins) ? plugins['modules'] : plugins)
  const file = join(folder, '.env')
  if (!names.includes('serverless-dotenv-plugin') || !existsSync(file)) return source
  const provider = membersOf(source['provider'])
  const environment = {
    ...parseDotenv(readFileSync(file, 'utf8')),
    ...membersOf(provider['environment']),
  }
  return { ...source, provider: { ...provider, environment } }
}

function parseDotenv(text: string): Record<string, string> {
  const variables: Record<string, string> = {}
  for (const line of text.split(/\r?\n/)) {
    const [, name, value = ''] = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    if (name !== undefined) variables[name] = value.replace(/^(['"])(.*)\1$/, '$2')
  }
  return variables
}
