/** The `Gateway` handle that `createGateway` returns. */
import { inspectKey } from '../core/reporting/print-record.ts'
import { formatArn } from '../core/arn.ts'
import { currentScope, resolveWorld } from '../core/world/context.ts'
import { didYouMean, MisuseError } from '../core/errors.ts'
import { handleKey, type HandleIdentity } from '../core/handle.ts'
import type { World } from '../core/world/world.ts'
import { checkRouteCaches, withRoute } from './build/build-api.ts'
import { withAutomaticDeployment, type Api } from './api/deployments.ts'
import type { Client, ClientAddress } from './messages/client.ts'
import type { GatewayRequest } from './messages/request.ts'
import { accessLogsOf } from './exchange/access-logs.ts'
import { untilAborted } from './exchange/until-aborted.ts'
import { signalOf, toGatewayRequest, type FetchInit, type FetchInput } from './fetch-input.ts'
import type { DeployOptions, GatewayDeployment, RouteValue } from './api/options.ts'
import type { AccessLogEntry, GatewayReference, RequestRecord } from './exchange/record.ts'
import { serveStage } from './serve/serve-stage.ts'
import type { GatewayCoverage } from './reference/coverage.ts'
import type { OpenApiDocument, OpenApiOptions } from './reference/openapi.ts'
import { rooms } from './rooms.ts'
import { gateway } from './service.ts'
import { letGatewayIn } from './api/caller-of-functions.ts'
import { apiOf, setApi } from './api/state.ts'
import { flushCache } from './api/response-cache.ts'
import { asJson } from './json-body.ts'

/**
 * Sends requests to one HTTP or REST API, lists the requests it received, and adds routes to it.
 * `createGateway` makes one.
 *
 * @example
 * ```ts
 * const api = createGateway({ 'POST /orders': place, 'GET /orders/{id}': read })
 * const res = await api.post('/orders', { amount: 9 })
 * expect(res.status).toBe(201)
 * ```
 */
export class Gateway {
  static {
    // Defined here rather than as members: neither key belongs to the public type.
    Object.defineProperty(this.prototype, handleKey, {
      configurable: true,
      get(this: Gateway): HandleIdentity<Gateway> {
        return {
          kind: 'gateway',
          home: this.#home,
          withWorld: (world) => new Gateway(world, this.#reference, this.#client),
        }
      },
    })
    Object.defineProperty(this.prototype, inspectKey, {
      configurable: true,
      value(this: Gateway): string {
        return `Gateway '${this.name}' (${this.url})`
      },
    })
  }

  /** The API's id. */
  readonly id: string
  /** The name that traces show: the option `name`, or the id. */
  readonly name: string
  /** The kind of API. */
  readonly type: 'http' | 'rest'
  /** The stage's name. `$default` for an HTTP API without the option `stage`. */
  readonly stage: string
  /** The API's URL without a trailing slash. Ends with the stage unless that is `$default`. */
  readonly url: string
  /**
   * Sends a request. Has the signature of `globalThis.fetch` and is bound, so that it can be passed
   * to anything that takes a `fetch`. Takes a path without the stage, a full URL or a Request.
   * Paths are sent as written; header lists and plain objects keep their case and order. Never
   * follows redirects.
   *
   * @throws MisuseError (as a rejection) when an argument cannot be sent over HTTP.
   */
  readonly fetch: (input: FetchInput, init?: FetchInit) => Promise<Response>
  readonly #home: World
  readonly #reference: GatewayReference
  readonly #client: Client | undefined

  /** @internal */
  constructor(home: World, reference: GatewayReference, client?: Client) {
    this.#home = home
    this.#reference = reference
    this.#client = client
    this.id = reference.id
    this.name = reference.name
    this.type = reference.type
    this.stage = reference.stage
    this.url = reference.url
    this.fetch = (input, init) => this.#fetch(input, init)
  }

  /** The API's ARN. */
  get arn(): string {
    const kind = this.type === 'rest' ? 'restapis' : 'apis'
    return formatArn('apigateway', this.#home.options.region, '', `/${kind}/${this.id}`)
  }

  /** Every request that the API received, oldest first. */
  get requests(): readonly RequestRecord[] {
    return resolveWorld(this.#home).journal.of<RequestRecord>(
      'request',
      ({ gateway }) => gateway.id === this.id,
    )
  }

  /** The newest of `requests`. Undefined before the first request. */
  get lastRequest(): RequestRecord | undefined {
    return this.requests.at(-1)
  }

  /** The lines of the access logs of the gateway's stages, oldest first. */
  get accessLogs(): readonly AccessLogEntry[] {
    return accessLogsOf(this.requests)
  }

  /** Sends a GET request. */
  get(path: FetchInput, init?: FetchInit): Promise<Response> {
    return this.#fetch(path, { ...init, method: 'GET' })
  }

  /** Sends a HEAD request. */
  head(path: FetchInput, init?: FetchInit): Promise<Response> {
    return this.#fetch(path, { ...init, method: 'HEAD' })
  }

  /** Sends an OPTIONS request. */
  options(path: FetchInput, init?: FetchInit): Promise<Response> {
    return this.#fetch(path, { ...init, method: 'OPTIONS' })
  }

  /**
   * Sends a POST request. Objects, numbers, booleans and null are sent as JSON; strings, bytes,
   * forms and streams unchanged.
   */
  post(path: FetchInput, json?: unknown, init?: FetchInit): Promise<Response> {
    return this.#send('POST', path, json, init)
  }

  /** Sends a PUT request. Takes bodies as `post` does. */
  put(path: FetchInput, json?: unknown, init?: FetchInit): Promise<Response> {
    return this.#send('PUT', path, json, init)
  }

  /** Sends a PATCH request. Takes bodies as `post` does. */
  patch(path: FetchInput, json?: unknown, init?: FetchInit): Promise<Response> {
    return this.#send('PATCH', path, json, init)
  }

  /** Sends a DELETE request. */
  delete(path: FetchInput, init?: FetchInit): Promise<Response> {
    return this.#fetch(path, { ...init, method: 'DELETE' })
  }

  /**
   * Adds a route, deployed at once unless the gateway has `autoDeploy: false`. With `replace` it
   * takes the place of the route with the same key. Returns the gateway.
   *
   * @throws MisuseError when the route exists, overlaps another one, or has a wrong option.
   */
  route(key: string, value: RouteValue, options: { readonly replace?: boolean } = {}): this {
    const world = resolveWorld(this.#home)
    world.checkWritable()
    const state = world.state(gateway)
    const api = apiOf(state, this.id, world)
    const { replace = false } = options
    const changed = api.draft
      ? rooms.drafts().withDraftedRoute(world, api, key, value, replace)
      : { ...api, working: withRoute(world, api.working, key, value, replace) }
    if (!changed.draft) checkRouteCaches(changed, 'route')
    setApi(state, withAutomaticDeployment(world, changed, 'route'))
    const added = [...changed.working.routes.values()].filter((one) => one.key === key)
    letGatewayIn(world, this.id, added)
    return this
  }

  /**
   * Deploys the routes as they are now: to the gateway's stage, to another stage, or to the canary
   * of a stage. Later routes change a stage only with the next deployment, unless it deploys by
   * itself.
   *
   * @throws MisuseError when an option is wrong, or the stage cannot have a canary.
   *
   * @example
   * ```ts
   * const api = createGateway({ 'GET /': old }, { type: 'rest', autoDeploy: false })
   * api.deploy()
   * api.route('GET /', next, { replace: true })
   * api.deploy({ canary: { percentTraffic: 10 } })
   * ```
   */
  deploy(options: DeployOptions = {}): GatewayDeployment {
    const world = resolveWorld(this.#home)
    world.checkWritable()
    const state = world.state(gateway)
    const current = apiOf(state, this.id, world)
    const working = current.draft ? rooms.drafts().compile(world, current) : current.working
    const { api, deployment } = rooms
      .deploy()
      .deployApi(world, { ...current, working }, options, this.stage)
    setApi(state, api)
    return deployment
  }

  /**
   * The handle of another stage of the same API: its URL, and requests to it.
   *
   * @throws MisuseError when the gateway has no stage of this name.
   */
  at(stage: string): Gateway {
    const api = this.#api(resolveWorld(this.#home))
    const definition = api.stages.get(stage)?.definition
    if (!definition)
      throw new MisuseError(
        `The gateway '${this.name}' has no stage '${stage}'.`,
        'a stage that api.deploy({ stage }) made',
        didYouMean(stage, api.stages.keys()),
      )
    return new Gateway(this.#home, { ...this.#reference, stage, url: definition.url }, this.#client)
  }

  /**
   * The handle of the same stage for a client at another address. Events, policies and logs see the
   * address; without it they see 127.0.0.1.
   *
   * @throws MisuseError for an unknown member.
   *
   * @example
   * ```ts
   * const response = await api.from({ sourceIp: '203.0.113.7' }).get('/orders')
   * ```
   */
  from(client: ClientAddress): Gateway {
    return new Gateway(this.#home, this.#reference, rooms.client().toClient(client))
  }

  /**
   * The API as a document of OpenAPI 3.0: paths, parameters, models, authorizers, as the gateway's
   * stage serves them. It is valid for tools that read documents: a route for ANY method is listed
   * with each, and restrictions of models that OpenAPI 3.0 cannot express are left out.
   *
   * @throws MisuseError when an option is unknown.
   *
   * @example
   * ```ts
   * await writeFile('openapi.json', JSON.stringify(api.openapi(), null, 2))
   * ```
   */
  openapi(options: OpenApiOptions = {}): OpenApiDocument {
    const world = resolveWorld(this.#home)
    return rooms.reference().toOpenApi(world, this.#api(world), this.stage, options)
  }

  /**
   * A reference of the API for people, in Markdown: routes, parameters, models, authorizers. Its
   * examples are the newest request to each route with each status, without credentials.
   *
   * @example
   * ```ts
   * await api.get('/orders/o1')
   * await writeFile('orders.md', api.markdown())
   * ```
   */
  markdown(): string {
    const world = resolveWorld(this.#home)
    return rooms.reference().toMarkdown(world, this.#api(world), this, this.requests)
  }

  /**
   * Which routes, authorizers and responses of the API its requests used so far.
   *
   * @example
   * ```ts
   * expect(api.coverage().unused).toEqual([])
   * ```
   */
  coverage(): GatewayCoverage {
    const world = resolveWorld(this.#home)
    return rooms.reference().coverageOf(world, this.#api(world), this.requests)
  }

  /** Empties the cache of the gateway's stage, as FlushStageCache does. Returns the gateway. */
  flushCache(): this {
    const world = resolveWorld(this.#home)
    world.checkWritable()
    flushCache(world.state(gateway).responses, this.id, this.stage)
    return this
  }

  /** The ARN, so that a template literal prints it. */
  toString(): string {
    return this.arn
  }

  /** Not async: each further promise is measurable in a request that takes microseconds. */
  #fetch(input: FetchInput, init?: FetchInit): Promise<Response> {
    try {
      // Lambda freezes an environment between invocations: a request left over waits for the next.
      const held = currentScope()?.environment?.hold()
      return held ? held.then(() => this.#begin(input, init)) : this.#begin(input, init)
    } catch (error) {
      return rejected(error as Error)
    }
  }

  /** `init` may be null, as in `globalThis.fetch`. */
  #begin(input: FetchInput, given?: FetchInit | null): Promise<Response> {
    const world = resolveWorld(this.#home)
    const api = this.#api(world)
    const init = given ?? {}
    const signal = signalOf(input, init)
    signal?.throwIfAborted()
    const request = toGatewayRequest(world, api, input, init)
    const answer =
      request instanceof Promise
        ? request.then((read) => this.#serve(world, api, read))
        : this.#serve(world, api, request)
    return signal ? untilAborted(answer, signal) : answer
  }

  #serve(world: World, api: Api, request: GatewayRequest): Promise<Response> {
    const client = this.#client
    const sent = client ? { ...request, client } : request
    return serveStage(world, api, request.stage ?? this.stage, sent)
  }

  #send(
    method: string,
    path: FetchInput,
    json: unknown,
    init: FetchInit | undefined,
  ): Promise<Response> {
    try {
      return this.#fetch(path, { ...asJson(json, init), method })
    } catch (error) {
      return rejected(error as Error)
    }
  }

  #api(world: World): Api {
    return apiOf(world.state(gateway), this.id, world)
  }
}

const rejected = (error: Error): Promise<never> => Promise.reject(error)
