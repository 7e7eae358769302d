/** The OAuth endpoints and hosted pages of a pool's domain. */
// AWS: https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-userpools-server-contract-reference.html
import { UnsupportedError } from '../../core/errors.ts'
import type { CallRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'
import { cognitoidp } from '../service.ts'
import type { StoredPool } from '../state.ts'
import { answerAuthorize } from './authorize.ts'
import type { DomainAnswer, DomainRequest, Visit } from './http.ts'
import { answerLogin, answerLogout } from './login.ts'
import { errorPage } from './pages.ts'
import { answerRevoke, answerUserInfo } from './revoke.ts'
import { answerToken } from './token.ts'

interface Endpoint {
  readonly methods: readonly string[]
  answer(visit: Visit): Promise<DomainAnswer> | DomainAnswer
}

const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  '/oauth2/authorize': { methods: ['GET'], answer: answerAuthorize },
  '/oauth2/token': { methods: ['POST'], answer: answerToken },
  '/oauth2/revoke': { methods: ['POST'], answer: answerRevoke },
  '/oauth2/userInfo': { methods: ['GET', 'POST'], answer: answerUserInfo },
  '/login': { methods: ['GET', 'POST'], answer: answerLogin },
  '/logout': { methods: ['GET'], answer: answerLogout },
}

/** Pages and endpoints of AWS that are not simulated. */
const REFUSED = ['/oauth2/register', '/oauth2/idpresponse', '/saml2/idpresponse', '/signup']

/** Browsers call these from pages of any origin. */
const CROSS_ORIGIN = ['/oauth2/token', '/oauth2/userInfo', '/oauth2/revoke']

export async function answerDomain(
  world: World,
  pool: StoredPool,
  base: string,
  request: DomainRequest,
): Promise<DomainAnswer> {
  const { path, method } = request
  const endpoint = Object.hasOwn(ENDPOINTS, path) ? ENDPOINTS[path] : undefined
  const isCrossOrigin = CROSS_ORIGIN.includes(path)
  if (!endpoint) {
    if (!REFUSED.includes(path)) return errorPage('There is no such page.', 404)
    const feature = { service: 'Cognito User Pools', operation: path }
    throw world.refuse(new UnsupportedError(feature))
  }
  if (method === 'OPTIONS' && isCrossOrigin)
    return { status: 200, headers: { ...ANY_ORIGIN, ...PREFLIGHT }, body: '' }
  if (!endpoint.methods.includes(method)) return errorPage('The method is not allowed.', 405)
  world.checkWritable()
  const record = begin(world, pool, request)
  const state = world.state(cognitoidp)
  try {
    const answer = await endpoint.answer({ world, state, record, pool, base, request })
    record.status = answer.status
    return isCrossOrigin ? { ...answer, headers: { ...answer.headers, ...ANY_ORIGIN } } : answer
  } catch (error) {
    record.error = error as Error
    throw error instanceof UnsupportedError ? world.refuse(error) : error
  }
}

const ANY_ORIGIN = { 'access-control-allow-origin': '*' }
const PREFLIGHT = {
  'access-control-allow-methods': 'GET, POST, OPTIONS',
  'access-control-allow-headers': 'authorization, content-type',
}

/** Parameters that a record shows. Codes, tokens and secrets stay out. */
const SHOWN = ['grant_type', 'client_id', 'response_type', 'scope', 'redirect_uri']

/** Records the request as a call of the pool. */
function begin(world: World, pool: StoredPool, request: DomainRequest): CallRecord {
  const { method, path, query, form } = request
  const shown = SHOWN.flatMap((name) => {
    const value = form.get(name) ?? query.get(name)
    return value === null ? [] : [[name, value]]
  })
  return world.journal.append<CallRecord>({
    kind: 'call',
    at: world.clock.now(),
    causedBy: world.journal.root,
    requestId: world.ids.uuid('request'),
    service: 'cognitoidp',
    operation: `${method} ${path}`,
    resource: pool.id,
    source: 'raw',
    input: Object.fromEntries(shown),
    output: undefined,
    error: undefined,
    status: undefined,
    duration: 0,
  })
}
