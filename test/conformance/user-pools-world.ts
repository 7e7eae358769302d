/** User pools of a case, with their clients, users, domains and resource servers. */
import {
  CognitoIdentityProviderClient,
  CreateResourceServerCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Json, JsonObject } from './case.ts'
import { toSeen, type SeenResponse } from './gateway-world.ts'
import type { CaseWorld, Outcome, Part } from './part.ts'
import { resolve } from './sdk-world.ts'

interface GivenPool {
  readonly clients?: Readonly<Record<string, object>>
  readonly users?: Readonly<Record<string, object>>
  readonly resourceServers?: Readonly<Record<string, readonly string[]>>
  readonly domain?: string
}

async function createPools(world: CaseWorld, pools: Json): Promise<void> {
  const sdk = new CognitoIdentityProviderClient(world.region.sdk)
  const all = Object.entries(pools as unknown as Record<string, GivenPool>)
  for (const [PoolName, { clients, users, resourceServers, domain, ...settings }] of all) {
    const members = resolve(world, settings as Json) as object
    const { UserPool } = await sdk.send(new CreateUserPoolCommand({ PoolName, ...members }))
    const UserPoolId = UserPool?.Id
    if (domain !== undefined)
      await sdk.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: domain }))
    for (const [Identifier, names] of Object.entries(resourceServers ?? {})) {
      const Scopes = names.map((ScopeName) => ({ ScopeName, ScopeDescription: ScopeName }))
      await sdk.send(
        new CreateResourceServerCommand({ UserPoolId, Identifier, Name: Identifier, Scopes }),
      )
    }
    for (const [ClientName, given] of Object.entries(clients ?? {})) {
      const client = resolve(world, given as Json) as object
      const created = await sdk.send(
        new CreateUserPoolClientCommand({ UserPoolId, ClientName, ...client }),
      )
      const { ClientId, ClientSecret } = created.UserPoolClient ?? {}
      world.kept.set(`user pool client ${ClientName}`, ClientId)
      world.kept.set(`user pool client secret ${ClientName}`, ClientSecret)
    }
    const handle = world.region.userPool(PoolName)
    for (const [name, options] of Object.entries(users ?? {})) handle.addUser(name, options)
  }
  sdk.destroy()
}

interface DomainWhen {
  readonly pool: string
  readonly method: string
  readonly path: string
  readonly query?: Readonly<Record<string, Json>>
  readonly form?: Readonly<Record<string, Json>>
  readonly headers?: Readonly<Record<string, Json>>
  /** A user of the pool, whom the login page has signed in. */
  readonly signedInAs?: string
  /** Paths of the answer by alias: `location.query.code`, `json.refresh_token`. */
  readonly save?: Readonly<Record<string, string>>
}

const KNOWN = new Set([
  ...['kind', 'pool', 'method', 'path', 'query', 'form', 'headers', 'signedInAs', 'save'],
])

const toParameters = (world: CaseWorld, members: object): URLSearchParams =>
  new URLSearchParams(
    Object.entries(members).map(([name, value]) => [name, String(resolve(world, value as Json))]),
  )

/** Fills the login page in, and returns its cookies. */
async function cookiesOf(world: CaseWorld, when: DomainWhen, query: string): Promise<string> {
  const users = world.region.userPool(when.pool)
  const given = world.given['userPools'] as unknown as Record<string, GivenPool>
  const user = given[when.pool]?.users?.[when.signedInAs ?? ''] as { readonly password?: string }
  const page = await users.fetch(`/login?${query}`)
  const cookie = page.headers.getSetCookie().map((each) => each.split(';')[0])
  const [, token = ''] = /name="_csrf" value="([^"]+)"/.exec(await page.text()) ?? []
  const body = new URLSearchParams({
    _csrf: token,
    username: when.signedInAs ?? '',
    password: user.password ?? '',
  })
  const headers = { cookie: cookie.join('; ') }
  const answer = await users.fetch(`/login?${query}`, { method: 'POST', body, headers })
  return answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
}

/** Returns the value at a path of an answer. */
function savedFrom(answer: SeenResponse, path: string): unknown {
  const [root, ...rest] = path.split('.')
  const location = answer.rawHeaders.find(([name]) => name === 'location')?.[1]
  if (root === 'json') {
    const json = JSON.parse(answer.bytes.toString()) as Record<string, unknown>
    return rest.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], json)
  }
  const [part, name = ''] = rest
  const url = new URL(location ?? '')
  if (part === 'query') return url.searchParams.get(name)
  if (part === 'fragment') return new URLSearchParams(url.hash.slice(1)).get(name)
  throw new Error(`save: ${path} is not known to the runner`)
}

async function request(world: CaseWorld, given: JsonObject): Promise<Outcome> {
  for (const member of Object.keys(given)) {
    if (!KNOWN.has(member)) throw new Error(`cognitoHttp with ${member} is not known to the runner`)
  }
  const when = given as unknown as DomainWhen
  const { pool, method, path, form, save = {} } = when
  const query = toParameters(world, when.query ?? {}).toString()
  const headers = Object.fromEntries(toParameters(world, when.headers ?? {}))
  if (when.signedInAs !== undefined) headers['cookie'] = await cookiesOf(world, when, query)
  const response = await world.region
    .userPool(pool)
    .fetch(query === '' ? path : `${path}?${query}`, {
      method,
      headers,
      ...(form && { body: toParameters(world, form) }),
    })
  const seen = await toSeen(response)
  for (const [alias, where] of Object.entries(save)) world.kept.set(alias, savedFrom(seen, where))
  return { response: seen }
}

export const userPoolsWorld: Part = {
  given: { userPools: createPools },
  when: {
    cognitoHttp: request,
    async awsHttp(world, { url, method = 'GET' }) {
      const address = String(resolve(world, url as Json))
      return {
        response: await toSeen(await world.region.fetch(address, { method: String(method) })),
      }
    },
  },
}
