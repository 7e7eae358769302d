/** `fromCdk`: the stacks of a CDK app as the builder of a region. */
import { isObject } from '../../core/json.ts'
import { basename, dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type FunctionResource } from '../../cloudformation/index.ts'
import { nameOf } from '../../core/checks.ts'
import { didYouMean, MisuseError } from '../../core/errors.ts'
import { setOwn } from '../../core/set-own.ts'
import { buildStacks, type Build } from '../build-stack.ts'
import type { CodeLocation } from '../handlers/find-source.ts'
import type { TemplateOptions } from '../options.ts'
import type { StackSource } from '../nested.ts'
import { isUrl, readFile } from '../read-template.ts'
import { locate } from '../locate.ts'
import { fromTemplate } from '../from-template.ts'
import { readAssembly, type AssemblyStack } from './assembly.ts'
import { entryOf } from './bundle.ts'

/**
 * The folder of a cloud assembly (`cdk.out`), an `App`, a `Stack`, or a `Template` of
 * aws-cdk-lib/assertions.
 */
export type CdkSource = string | URL | object

export interface CdkOptions<Name extends string = 'stack'> extends TemplateOptions<Name> {
  /** The stack that the handle means, where the app has several. Default: its only one. */
  readonly stack?: string
}

/**
 * Builds a region from the stacks of a CDK app, each after those that it depends on. Handlers are
 * named by construct path (`'Shop/Place'` or `'Place'`), logical id or function name. `load` imports
 * the code that CDK has prepared in the assembly, unless the source is found. If the stacks are for
 * several AWS regions, each is built into its own one.
 *
 * @throws MisuseError for a folder that is not an assembly, or a template that CloudFormation refuses
 * @example
 * ```ts
 * const app = defineRegion(fromCdk('cdk.out', { handlers: { Place: place } }))
 * it('places', app(({ stack }) => { stack.queue('Jobs').send({ id: 'o1' }) }))
 * ```
 */
export function fromCdk(
  source: CdkSource,
  options?: CdkOptions & { readonly name?: undefined },
): Build<'stack'>
/** Builds a region from a CDK app, with a handle of another name. */
export function fromCdk<const Name extends string>(
  source: CdkSource,
  options: CdkOptions<Name> & { readonly name: Name },
): Build<Name>
export function fromCdk(source: CdkSource, options: CdkOptions<string> = {}): Build<string> {
  const caller = 'fromCdk()'
  const { stack: chosen, ...rest } = options
  const template = templateOf(source)
  if (template) return fromTemplate(template, rest as CdkOptions<string> & { name: string })
  const { folder, stackName } = synthesize(source, caller)
  const all = readAssembly(folder, caller)
  const main = choose(all, folder, chosen ?? stackName, caller)
  // A stage has its own assembly.
  const stacks = all.filter((stack) => stack.assembly === main.assembly)
  // The stacks of one region are built into the region of the test, whichever that is.
  const isSpread = new Set(stacks.map(({ region }) => region)).size > 1
  return buildStacks(caller, rest, () =>
    stacks.map((one) => ({
      ...open(one, caller),
      ...(isSpread && one.region !== undefined && { region: one.region }),
      name: one === main && options.name !== undefined ? options.name : one.name,
      isMain: one === main,
    })),
  )
}

const callOf = (value: unknown, name: string): (() => unknown) | undefined => {
  const method: unknown =
    typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
  return typeof method === 'function'
    ? () => Reflect.apply(method, value, []) as unknown
    : undefined
}

/** `Template.fromStack(stack)` of aws-cdk-lib/assertions. */
function templateOf(source: CdkSource): object | undefined {
  if (typeof source === 'string' || isUrl(source) || callOf(source, 'synth')) return undefined
  const template = 'node' in source ? undefined : callOf(source, 'toJSON')?.()
  return isObject(template) ? template : undefined
}

interface Assembly {
  readonly folder: string
  /** The stack that was given. */
  readonly stackName: string | undefined
}

function synthesize(source: CdkSource, caller: string): Assembly {
  if (isUrl(source)) return { folder: fileURLToPath(source), stackName: undefined }
  if (typeof source === 'string') return { folder: resolve(source), stackName: undefined }
  const node: unknown = Reflect.get(source, 'node')
  const app: unknown = callOf(source, 'synth') ? source : isObject(node) ? node['root'] : undefined
  const assembly = callOf(app, 'synth')?.()
  const folder: unknown =
    typeof assembly === 'object' && assembly !== null
      ? Reflect.get(assembly, 'directory')
      : undefined
  if (typeof folder !== 'string') {
    throw new MisuseError(
      `${caller} received ${nameOf(source)}.`,
      "the folder of a cloud assembly ('cdk.out'), an App, a Stack or a Template",
    )
  }
  const stackName: unknown = app === source ? undefined : Reflect.get(source, 'artifactId')
  return { folder, stackName: typeof stackName === 'string' ? stackName : undefined }
}

const onlyOne = <Entry>(list: readonly Entry[]): Entry | undefined =>
  list.length === 1 ? list[0] : undefined

/** `folder`: of the app, whose stages have assemblies inside. */
function choose(
  stacks: readonly AssemblyStack[],
  folder: string,
  wanted: string | undefined,
  caller: string,
): AssemblyStack {
  const namesOf = ({ id, name, path }: AssemblyStack): string[] => [...new Set([path, name, id])]
  const names = stacks.flatMap(namesOf)
  const found =
    wanted === undefined
      ? (onlyOne(stacks.filter((stack) => stack.assembly === folder)) ?? onlyOne(stacks))
      : stacks.find((stack) => namesOf(stack).includes(wanted))
  if (found) return found
  throw new MisuseError(
    wanted === undefined
      ? `${caller}: the app has ${stacks.length} stacks.`
      : `${caller} received the stack '${wanted}'.`,
    `the option stack: one of ${stacks.map(({ path }) => path).join(', ')}`,
    wanted === undefined ? undefined : didYouMean(wanted, names),
  )
}

function open(stack: AssemblyStack, caller: string): StackSource {
  const { document, source, shown } = readFile(stack.file, basename(stack.file), caller)
  // The paths in a template begin at the folder of the app, which the assembly lies in.
  const folder = dirname(dirname(stack.file))
  return {
    document: { ...document, value: withPaths(document.value, stack.paths) },
    source,
    shown,
    folder,
    locate: (resource) => locateAsset(resource, stack, folder),
    nested(url) {
      // Nested templates are assets: https://s3.us-east-1.amazonaws.com/cdk-assets/<key>
      const file = stack.assets.get(url.slice(url.lastIndexOf('/') + 1))
      return file === undefined ? undefined : open({ ...stack, file }, caller)
    },
  }
}

/** Assemblies keep the paths of constructs beside the template. */
function withPaths(document: unknown, paths: ReadonlyMap<string, string>): unknown {
  if (!isObject(document) || !isObject(document['Resources'])) return document
  const resources: Record<string, unknown> = {}
  for (const [id, resource] of Object.entries(document['Resources'])) {
    const path = paths.get(id)
    if (!isObject(resource) || path === undefined) setOwn(resources, id, resource)
    else {
      const own = isObject(resource['Metadata']) ? resource['Metadata'] : {}
      setOwn(resources, id, { ...resource, Metadata: { 'aws:cdk:path': path, ...own } })
    }
  }
  return { ...document, Resources: resources }
}

function locateAsset(
  resource: FunctionResource,
  { assets }: AssemblyStack,
  folder: string,
): CodeLocation {
  const location = locate(resource, folder)
  const { metadata } = resource
  // The folder that an asset was made from, where the assembly says it.
  const original = isObject(metadata) ? metadata['aws:asset:original-path'] : undefined
  if (typeof original === 'string') return { ...location, code: original }
  const code = assets.get(location.code) ?? location.code
  const entry = entryOf(code, location.handler, folder)
  return { ...location, code, entryPoints: entry === undefined ? [] : [entry] }
}
