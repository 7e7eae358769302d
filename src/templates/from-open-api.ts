/** `fromOpenApi`: a gateway from an OpenAPI document, as a builder of regions. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { checkNames, nameOf } from '../core/checks.ts'
import { MisuseError } from '../core/errors.ts'
import { handleKey, isHandle } from '../core/handle.ts'
import { resolveWorld } from '../core/world/context.ts'
import type { FunctionReference } from '../core/world/ports.ts'
import type { Gateway, OpenApiGatewayOptions, SkippedPart } from '../gateway/index.ts'
import { rooms as gatewayRooms } from '../gateway/rooms.ts'
import type { Region } from '../region/index.ts'
import type { TemplateHandler } from './options.ts'

/** Options of `fromOpenApi`. */
export interface FromOpenApiOptions<Name extends string = 'stack'> extends OpenApiGatewayOptions {
  /** The name of the result's member. Default `'stack'`. */
  readonly name?: Name
  /**
   * Handlers or functions by operation id, by route (`GET /orders/{id}`), or by the name or the URI
   * of the integration's function. They take the place of what the document names.
   */
  readonly handlers?: Readonly<Record<string, TemplateHandler | string>>
}

/** What a document made. */
export interface OpenApiStack {
  /** The gateway. */
  readonly api: Gateway
  /** The parts of the document that were left out, and why. */
  readonly skipped: readonly SkippedPart[]
}

/** A builder for `defineRegion` and `extend`, also to be called with a region: `build(region)`. */
export interface OpenApiBuild<Name extends string> {
  (region: Region): { readonly [Key in Name]: OpenApiStack }
  /** As `extend` calls it. */
  (handles: object, region: Region): { readonly [Key in Name]: OpenApiStack }
}

const CALLER = 'fromOpenApi'
const OPTIONS = ['name', 'handlers', 'type', 'id', 'stage', 'stageVariables', 'basePath']

/**
 * Makes a REST API of an OpenAPI document (3.0, 3.1, or Swagger 2.0) with AWS's extensions, as
 * ImportRestApi does, or with `type: 'http'` an HTTP API, as ImportApi does. The result is a builder for `defineRegion` and `extend`, and can also be called
 * with a region.
 *
 * @param document the file's path (from the working directory) or URL, the text, or the document as an
 *   object
 * @throws MisuseError (when the builder runs) when the document or an option is wrong
 * @throws UnsupportedError (when the builder runs) for a setting that is not simulated
 * @example
 * ```ts
 * const app = defineRegion(fromOpenApi('orders.yaml', { handlers: { placeOrder: place } }))
 * it('places', app(async ({ stack }) => {
 *   expect((await stack.api.post('/orders', { amount: 9 })).status).toBe(201)
 *   expect(stack.skipped).toEqual([])
 * }))
 * ```
 */
export function fromOpenApi(
  document: string | URL | object,
  options?: FromOpenApiOptions & { readonly name?: undefined },
): OpenApiBuild<'stack'>
/** Makes a gateway of a document, with a stack of another name. */
export function fromOpenApi<const Name extends string>(
  document: string | URL | object,
  options: FromOpenApiOptions<Name> & { readonly name: Name },
): OpenApiBuild<Name>
export function fromOpenApi(
  document: string | URL | object,
  options: FromOpenApiOptions<string> = {},
): OpenApiBuild<string> {
  checkNames(options, CALLER, OPTIONS)
  const { name = 'stack', handlers = {}, ...settings } = options
  return (...args: [region: Region] | [handles: object, region: Region]) => {
    const region = args.length === 1 ? args[0] : args[1]
    const world = resolveWorld(region[handleKey].home)
    const functions = registered(region, handlers)
    const { id, skipped } = gatewayRooms
      .openApi()
      .importGateway(world, contentOf(document), functions, settings)
    const stack: OpenApiStack = { api: region.gateway(id), skipped }
    return { [name]: stack }
  }
}

const isUrl = (value: unknown): value is URL =>
  Object.prototype.toString.call(value) === '[object URL]'

/** Text of one line without braces is the path of a file. */
function contentOf(document: string | URL | object): string | object {
  const isPath = typeof document === 'string' && !/[\n{]/.test(document)
  if (isPath || isUrl(document))
    return readText(isUrl(document) ? fileURLToPath(document) : document)
  if (typeof document === 'string' || (typeof document === 'object' && document !== null))
    return document
  throw new MisuseError(
    `${CALLER} received ${nameOf(document)}.`,
    'a document as an object or text, or the path of its file',
  )
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new MisuseError(
      `${CALLER} could not read '${file}': ${(error as Error).message}.`,
      `a file; relative paths begin at ${process.cwd()}`,
    )
  }
}

/** Registers the handlers that are plain functions, under the name by which they are given. */
const registered = (
  region: Region,
  handlers: Readonly<Record<string, TemplateHandler | string>>,
): Record<string, FunctionReference | string> =>
  Object.fromEntries(
    Object.entries(handlers).map(([key, handler]) => [
      key,
      typeof handler === 'function' && !isHandle(handler)
        ? region.registerFunction(functionName(key), handler)
        : (handler as FunctionReference | string),
    ]),
  )

/** `GET-orders-id` for `GET /orders/{id}`. */
const functionName = (key: string): string =>
  key
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64)
