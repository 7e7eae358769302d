/** Finds the handler of a function: one that the test gives, or the source file's. */
import { isObject } from '../../core/json.ts'
import { handleOf } from '../../core/handle.ts'
import { currentWorld } from '../../core/world/context.ts'
import { type FunctionResource, type HandlerSource } from '../../cloudformation/index.ts'
import type { ModuleGlob, TemplateHandler, TemplateOptions } from '../options.ts'
import { findSource, type CodeLocation } from './find-source.ts'

export interface HandlerParts extends Pick<TemplateOptions<string>, 'handlers' | 'load'> {
  /** Where the code of a function is, by the function's resource. */
  locate(resource: FunctionResource): CodeLocation
  /** Which handlers were used, so that a name that fits no function is noticed. */
  readonly used: Set<string>
}

/** How a function gets its handler, for `checkTemplate`. */
export type FoundHandler =
  | { readonly kind: 'given'; readonly key: string; readonly handler: TemplateHandler }
  | { readonly kind: 'file'; readonly file: string; readonly import: () => Promise<unknown> }
  | { readonly kind: 'missing'; readonly reason: string }

export function findHandler(resource: FunctionResource, parts: HandlerParts): FoundHandler {
  const { handlers = {}, load } = parts
  for (const key of keysOf(resource)) {
    const handler = Object.hasOwn(handlers, key) ? handlers[key] : undefined
    if (handler === undefined) continue
    parts.used.add(key)
    return { kind: 'given', key, handler }
  }
  if (load === undefined) return { kind: 'missing', reason: hintFor(resource) }
  if (isInline(resource)) return { kind: 'missing', reason: inlineHintFor(resource) }
  const location = parts.locate(resource)
  return typeof load === 'function'
    ? fromFile(resource, location, load)
    : fromGlob(resource, location, load)
}

/** The names under which a test may give a handler, the most specific first. */
function keysOf({
  logicalId,
  path,
  functionName,
  properties,
  metadata,
}: FunctionResource): string[] {
  const handler = properties['Handler']
  // The name of the function in serverless.yml.
  const key = isObject(metadata) ? metadata['Function'] : undefined
  return [
    logicalId,
    ...(typeof key === 'string' ? [key] : []),
    ...(path === undefined ? [] : pathsOf(path)),
    ...(functionName === undefined ? [] : [functionName]),
    ...(typeof handler === 'string' ? [handler] : []),
  ]
}

/** `Shop/Place/Resource`, `Shop/Place`, `Place`. */
const pathsOf = (path: string): string[] => {
  const construct = path.replace(/\/Resource$/, '')
  return [path, construct, construct.slice(construct.indexOf('/') + 1)]
}

const hintFor = ({ logicalId, properties }: FunctionResource): string =>
  `The function '${logicalId}' (Handler ${JSON.stringify(properties['Handler'] ?? '')}) has no handler: give one with handlers: { ${logicalId}: handler }, or its source file with load: (file) => import(file).`

/** Code in the template is text: no runner can mock it, cover it or map its lines. */
const isInline = ({ properties: { Code: code } }: FunctionResource): boolean =>
  isObject(code) && typeof code['ZipFile'] === 'string'

const inlineHintFor = ({ logicalId }: FunctionResource): string =>
  `The function '${logicalId}' has its code in the template, where it is not run. Give its handler with handlers: { ${logicalId}: handler }.`

function fromFile(
  resource: FunctionResource,
  location: CodeLocation,
  load: (file: string) => Promise<unknown>,
): FoundHandler {
  const { file, tried } = findSource(location)
  if (file === undefined) return { kind: 'missing', reason: notFound(resource, tried) }
  return { kind: 'file', file, import: () => load(file) }
}

function fromGlob(
  resource: FunctionResource,
  location: CodeLocation,
  glob: ModuleGlob,
): FoundHandler {
  const { file, tried } = findSource(location)
  const wanted = [...(file === undefined ? [] : [file]), ...tried]
  for (const [path, load] of Object.entries(glob)) {
    const end = path.replace(/^(?:\.{1,2}\/)+|^\//, '')
    if (wanted.some((one) => one.replaceAll('\\', '/').endsWith(`/${end}`)))
      return { kind: 'file', file: path, import: load }
  }
  return { kind: 'missing', reason: notFound(resource, [...tried, ...Object.keys(glob)]) }
}

const notFound = ({ logicalId }: FunctionResource, tried: readonly string[]): string =>
  `The source file of the function '${logicalId}' was not found: none of ${tried.slice(0, 6).join(', ')} exists. Give its handler with handlers: { ${logicalId}: handler }.`

/** The handlers of a stack, as the room of Lambda asks for them. */
export const handlerSource =
  (parts: HandlerParts): HandlerSource =>
  (resource) => {
    const found = findHandler(resource, parts)
    if (found.kind === 'missing') return found.reason
    if (found.kind === 'file') return found.import
    const { handler } = found
    return typeof handler === 'function' && !handleOf(handler)
      ? handler
      : handlerOfFunction(handler)
  }

/** A function that the test has registered already runs under the template's name as well. */
function handlerOfFunction(reference: unknown): unknown {
  const name = String(Reflect.get(Object(reference) as object, 'name'))
  return async (event: unknown) => {
    // A fork runs the handler that its template was given.
    const world = currentWorld()
    const outcome = await world.ports.functions.invoke({
      function: name,
      event,
      type: 'RequestResponse',
      cause: world.journal.root,
    })
    return outcome?.payload
  }
}
