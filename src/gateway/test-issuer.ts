/** `testIssuer`: an issuer of JSON Web Tokens without a user pool. */
import { checkNames } from '../core/checks.ts'
import { didYouMean, MisuseError } from '../core/errors.ts'
import { handleKey, handleOf, type HandleIdentity } from '../core/handle.ts'
import { toMilliseconds, type Duration } from '../core/time/duration.ts'
import { currentWorld, resolveWorld } from '../core/world/context.ts'
import { isStale } from '../core/world/generation.ts'
import type { World } from '../core/world/world.ts'
import type { JsonWebKeySet } from './api/authorizers/jwt-authorizer.ts'
import {
  isTokenAlgorithm,
  TOKEN_ALGORITHMS,
  type IssuerDefinition,
  type TokenAlgorithm,
} from './api/issuer.ts'
import type { RegionReference } from './api/options.ts'
import { setIssuer } from './api/state.ts'
import { rooms } from './rooms.ts'
import { gateway } from './service.ts'

/** Options of `testIssuer`. */
export interface TestIssuerOptions {
  /** The issuer's URL, the claim `iss` of its tokens. Default `'https://issuer.test'`. */
  readonly issuer?: string
  /** The algorithm of its tokens. Default `'RS256'`. HTTP APIs accept RSA algorithms only. */
  readonly algorithm?: TokenAlgorithm
  /** The issuer's region. Default: the default region. */
  readonly region?: RegionReference
}

/** Options of `issuer.token(claims, options)`. */
export interface TokenOptions {
  /** The time from `iat` to `exp`, on the region's clock. Default one hour. */
  readonly expiresIn?: Duration
  /** Members of the token's header, for tokens that must be refused: `{ kid: 'unknown' }`. */
  readonly header?: Readonly<Record<string, unknown>>
}

const OPTIONS = ['issuer', 'algorithm', 'region']
const TOKEN_OPTIONS = ['expiresIn', 'header']

/**
 * Issues JSON Web Tokens. `testIssuer` makes one.
 *
 * @example
 * ```ts
 * const issuer = testIssuer()
 * const authorizer = jwtAuthorizer({ issuer, audience: 'orders' })
 * const bearer = issuer.token({ sub: 'ann', aud: 'orders', scope: 'read' })
 * ```
 */
export class TestIssuer {
  static {
    Object.defineProperty(this.prototype, handleKey, {
      get(this: TestIssuer): HandleIdentity<TestIssuer> {
        return {
          kind: 'issuer',
          home: this.#home,
          withWorld: (world) => new TestIssuer(world, this.#definition),
        }
      },
    })
  }

  /** The issuer's URL: the claim `iss` of its tokens. */
  readonly issuer: string
  /** The algorithm of its tokens. */
  readonly algorithm: TokenAlgorithm
  readonly #home: World
  readonly #definition: IssuerDefinition

  /** @internal */
  constructor(home: World, definition: IssuerDefinition) {
    this.#home = home
    this.#definition = definition
    this.issuer = definition.issuer
    this.algorithm = definition.algorithm
  }

  /** The public keys, as the issuer publishes them at `/.well-known/jwks.json`. */
  get jwks(): JsonWebKeySet {
    return { keys: [rooms.tokenIssuers().publicKeyOf(this.algorithm)] }
  }

  /**
   * A signed token with these claims. `iss`, `iat` and `exp` come from the issuer and the region's
   * clock unless the claims have them; a claim that is undefined is left out.
   *
   * @throws MisuseError when an option is wrong
   */
  token(claims: Readonly<Record<string, unknown>> = {}, options: TokenOptions = {}): string {
    checkNames(options, 'token', TOKEN_OPTIONS)
    const seconds = toMilliseconds(options.expiresIn ?? '1h', 'expiresIn') / 1000
    const now = Math.floor(resolveWorld(this.#home).clock.now() / 1000)
    const all = { iss: this.issuer, iat: now, exp: now + seconds, ...claims }
    return rooms.tokenIssuers().signToken(this.algorithm, all, options.header)
  }

  /** The issuer's URL, so that a template literal prints it. */
  toString(): string {
    return this.issuer
  }
}

/**
 * Creates an issuer of JSON Web Tokens without a user pool, with keys that ship with the package.
 * `jwtAuthorizer({ issuer, audience })` finds the keys by itself, and so does everything that asks
 * `region.fetch` (or under `miniregion/auto`, `fetch`) for `<issuer>/.well-known/jwks.json`.
 *
 * @throws MisuseError when an option is wrong, or the region has another issuer of this URL
 *
 * @example
 * ```ts
 * const issuer = testIssuer({ issuer: 'https://login.example', algorithm: 'ES256' })
 * const bearer = issuer.token({ sub: 'ann', aud: 'orders' }, { expiresIn: '5m' })
 * ```
 */
export function testIssuer(options: TestIssuerOptions = {}): TestIssuer {
  checkNames(options, 'testIssuer', OPTIONS)
  const region = handleOf(options.region)
  if (options.region !== undefined && region?.kind !== 'region')
    throw new MisuseError(
      'testIssuer received a value that is not a region.',
      'the result of createRegion()',
    )
  const world = region ? resolveWorld(region.home) : currentWorld()
  return testIssuerIn(world, options)
}

export function testIssuerIn(
  world: World,
  { issuer = 'https://issuer.test', algorithm = 'RS256' }: TestIssuerOptions,
): TestIssuer {
  world.checkWritable()
  checkUrl(issuer)
  if (!isTokenAlgorithm(algorithm))
    throw new MisuseError(
      `testIssuer received the algorithm '${String(algorithm)}'.`,
      `one of ${TOKEN_ALGORITHMS.join(', ')}`,
      didYouMean(String(algorithm), TOKEN_ALGORITHMS),
    )
  const state = world.main.state(gateway)
  const existing = state.issuers.get(issuer)
  if (existing && existing.algorithm !== algorithm && !isStale(existing, world))
    throw new MisuseError(
      `The region already has the issuer '${issuer}', with the algorithm ${existing.algorithm}.`,
      'another issuer, such as testIssuer({ issuer: "https://other.test" })',
    )
  const definition = { issuer, algorithm, generation: world.generation }
  setIssuer(state, definition)
  return new TestIssuer(world, definition)
}

// AWS: https://docs.aws.amazon.com/apigateway/latest/api/API_JwtIssuerInput.html (issuer)
function checkUrl(issuer: unknown): void {
  const url = typeof issuer === 'string' && URL.canParse(issuer) ? new URL(issuer) : undefined
  const isPlain = url?.search === '' && url.hash === '' && url.username === ''
  if (url?.protocol === 'https:' && isPlain) return
  throw new MisuseError(
    `testIssuer received the issuer '${String(issuer)}'.`,
    'an https URL without query and fragment, such as https://issuer.test',
  )
}
