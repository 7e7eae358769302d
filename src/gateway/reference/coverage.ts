/** `api.coverage()`: which routes, authorizers and responses of an API its requests used. */
import { inspect } from 'node:util'
import type { Use } from '../../core/reporting/use.ts'
import type { World } from '../../core/world/world.ts'
import type { Api } from '../api/deployments.ts'
import type { HttpDraft } from '../api/draft/http.ts'
import type { RestDraft } from '../api/draft/rest.ts'
import { isPreflight } from '../api/preflight.ts'
import type { RequestRecord } from '../exchange/record.ts'
import { workingDraft } from '../openapi/export/export-api.ts'
import { gateway } from '../service.ts'

/** How often an authorizer was asked, or its cached answer was used. */
export interface AuthorizerUse extends Use {
  readonly allowed: number
  readonly refused: number
}

/** How often a route answered with a status. */
export interface ResponseUse extends Use {
  /** `GET /orders/{id}` */
  readonly route: string
  readonly status: number
  /** Whether the API defines it: as a method response, or as a response of the integration. */
  readonly declared: boolean
}

function printed(this: GatewayCoverage): string {
  return this.toString()
}

/**
 * The result of `api.coverage()`. Prints as a summary.
 *
 * @example
 * ```ts
 * expect(api.coverage().unused).toEqual([])
 * ```
 */
export class GatewayCoverage {
  /** The routes, with the number of requests that each one matched. */
  readonly routes: readonly Use[]
  /** The authorizers, with the number of requests that they decided on. */
  readonly authorizers: readonly AuthorizerUse[]
  /** The responses that the API defines, and those that it gave: `GET /orders/{id} 404`. */
  readonly responses: readonly ResponseUse[]

  /** Created by the gateway. */
  constructor(
    routes: readonly Use[],
    authorizers: readonly AuthorizerUse[],
    responses: readonly ResponseUse[],
  ) {
    this.routes = routes
    this.authorizers = authorizers
    this.responses = responses
  }

  /** What no request used: `route GET /orders`, `authorizer auth`, `response GET /orders 404`. */
  get unused(): string[] {
    return this.#kinds().flatMap(([kind, uses]) => neverOf(uses).map((name) => `${kind} ${name}`))
  }

  /** Returns a line per kind, with the names of those that no request used. */
  toString(): string {
    return this.#kinds()
      .filter(([, uses]) => uses.length > 0)
      .map(([kind, uses]) => {
        const never = neverOf(uses)
        const used = `${uses.length - never.length} of ${uses.length}`
        return `${`${kind}s`.padEnd(14)}${used}${never.length > 0 ? `, never: ${never.join(', ')}` : ''}`
      })
      .join('\n')
  }

  #kinds(): (readonly [string, readonly Use[]])[] {
    return [
      ['route', this.routes],
      ['authorizer', this.authorizers],
      ['response', this.responses],
    ]
  }

  static {
    // Defined here because a generated declaration file cannot contain the computed name.
    Object.defineProperty(this.prototype, inspect.custom, { value: printed })
  }
}

const neverOf = (uses: readonly Use[]): string[] =>
  uses.filter((use) => use.uses === 0).map(({ name }) => name)

export function coverageOf(
  world: World,
  api: Api,
  requests: readonly RequestRecord[],
): GatewayCoverage {
  const draft = workingDraft(world.state(gateway), world, api)
  const routes = [...api.working.routes.values()].filter((route) => !isPreflight(route))
  const keys = routes.map(({ key }) => key)
  return new GatewayCoverage(
    keys.map((name) => ({ name, uses: requests.filter(({ route }) => route === name).length })),
    authorizersOf(api, draft, requests),
    responsesOf(draft, keys, requests),
  )
}

function authorizersOf(
  { working }: Api,
  draft: RestDraft | HttpDraft,
  requests: readonly RequestRecord[],
): AuthorizerUse[] {
  const names = new Map<string, string>(
    draft.kind === 'rest'
      ? [...draft.authorizers.values()].map(({ id, name }) => [id, name])
      : [...draft.authorizers.values()].map(({ AuthorizerId, Name }) => [AuthorizerId, Name]),
  )
  const nameOf = (key: string | undefined): string | undefined => {
    const authorizer = working.routes.get(key ?? '')?.authorizer
    if (!authorizer) return undefined
    return 'id' in authorizer ? names.get(authorizer.id) : 'AWS_IAM'
  }
  const used = new Set([...names.values()])
  for (const key of working.routes.keys()) if (nameOf(key) === 'AWS_IAM') used.add('AWS_IAM')
  return [...used].map((name) => {
    const verdicts = requests.flatMap(({ route, authorizer }) =>
      authorizer && nameOf(route) === name ? [authorizer.allowed] : [],
    )
    const allowed = verdicts.filter(Boolean).length
    return { name, uses: verdicts.length, allowed, refused: verdicts.length - allowed }
  })
}

function responsesOf(
  draft: RestDraft | HttpDraft,
  keys: readonly string[],
  requests: readonly RequestRecord[],
): ResponseUse[] {
  const declared = draft.kind === 'rest' ? declaredResponses(draft) : new Map<string, Set<number>>()
  return keys.flatMap((route) => {
    const own = requests.filter((record) => record.route === route)
    const defined = declared.get(route) ?? new Set<number>()
    const given = own.flatMap(({ status }) => status ?? [])
    const statuses = [...new Set([...defined, ...given])].sort((one, other) => one - other)
    return statuses.map((status) => ({
      name: `${route} ${status}`,
      uses: given.filter((one) => one === status).length,
      ...{ route, status, declared: defined.has(status) },
    }))
  })
}

function declaredResponses({ resources }: RestDraft): ReadonlyMap<string, ReadonlySet<number>> {
  const declared = new Map<string, ReadonlySet<number>>()
  for (const { path, methods } of resources.values())
    for (const { httpMethod, responses, integration } of methods.values()) {
      const all = [...responses.keys(), ...(integration?.responses.keys() ?? [])]
      declared.set(`${httpMethod} ${path}`, new Set(all.map(Number)))
    }
  return declared
}
