/** Sends a request to one origin. */
import { isMisuseError, isUnsupportedError, MisuseError } from '../../core/errors.ts'
import { nameOf } from '../../core/checks.ts'
import { withinTime } from '../../core/time/within-time.ts'
import { runInWorld } from '../../core/world/context.ts'
import { DEFAULT_READ_TIMEOUT } from '../limits.ts'
import type { Origin } from '../distributions/config.ts'
import { distributionArn } from '../distributions/names.ts'
import { withoutHeaders } from '../messages/headers.ts'
import { NO_BODY, type Answer } from '../messages/messages.ts'
import { toRequest } from '../messages/web-objects.ts'
import { errorAnswer, REASONS } from './error-page.ts'
import type { Exchange } from './exchange.ts'
import { toOrigin, type Forwarded } from './origin-request.ts'
import { headersObject, type OriginRequest } from './record.ts'

/** What an origin said, or CloudFront's own answer if it said nothing. */
export interface OriginAnswer {
  readonly answer: Answer
  /** Whether no server answered. */
  readonly isFailure: boolean
}

/** Headers that belong to one connection. */
const HOP_BY_HOP = ['connection', 'keep-alive', 'transfer-encoding', 'trailer', 'upgrade', 'te']

export async function sendToOrigin(
  exchange: Exchange,
  origin: Origin,
  forwarded: Forwarded,
): Promise<OriginAnswer> {
  const { world, notes, requestId } = exchange
  const request = toOrigin(origin, forwarded)
  const sent = recordOf(exchange, origin, request)
  const seconds = origin.CustomOriginConfig?.OriginReadTimeout ?? DEFAULT_READ_TIMEOUT
  const fail = (status: number, page: string, reason: string): OriginAnswer => {
    sent.reason = notes.reason = reason
    sent.duration = world.clock.now() - sent.at
    return { answer: errorAnswer(status, page, requestId), isFailure: true }
  }
  try {
    const answer = await withinTime(world, seconds * 1000, () =>
      ask(exchange, origin, request, sent),
    )
    // AWS: http-504-gateway-timeout.html
    if (answer === 'late') {
      return fail(504, REASONS.late, `${sent.url} did not answer within ${seconds} seconds.`)
    }
    if (!answer) return fail(502, REASONS.connection, unknownServer(sent.url))
    sent.status = answer.status
    sent.duration = world.clock.now() - sent.at
    return {
      answer: { ...answer, headers: withoutHeaders(answer.headers, ...HOP_BY_HOP) },
      isFailure: false,
    }
  } catch (error) {
    if (isMisuseError(error) || isUnsupportedError(error)) throw error
    // AWS: http-502-bad-gateway.html
    return fail(502, REASONS.connection, `${sent.url} could not be reached: ${String(error)}`)
  }
}

const unknownServer = (url: string): string =>
  `No server answers ${url}. To answer it: region.backend('${new URL(url).origin}', (request) => new Response('ok')), or fetch for the real server.`

function recordOf(
  { world, record, viewer }: Exchange,
  origin: Origin,
  request: Forwarded,
): OriginRequest {
  const path = `${origin.OriginPath ?? ''}${request.uri}`
  const sent: OriginRequest = {
    kind: 'origin-request',
    at: world.clock.now(),
    causedBy: record,
    origin: origin.Id,
    method: request.method,
    url: `${schemeOf(origin, viewer.scheme)}://${origin.DomainName}${path}${request.query === '' ? '' : `?${request.query}`}`,
    headers: headersObject(request.headers),
    body: request.body,
    status: undefined,
    reason: undefined,
    duration: 0,
  }
  world.journal.append(sent)
  record.originRequests.push(sent)
  return sent
}

/** AWS: DownloadDistValuesOrigin.html#DownloadDistValuesOriginProtocolPolicy. */
function schemeOf(
  { CustomOriginConfig: custom }: Origin,
  viewer: 'http' | 'https',
): 'http' | 'https' {
  const policy = custom?.OriginProtocolPolicy ?? 'match-viewer'
  if (policy === 'match-viewer') return viewer
  return policy === 'http-only' ? 'http' : 'https'
}

/** Undefined if no server has the origin's domain name. */
async function ask(
  exchange: Exchange,
  origin: Origin,
  request: Forwarded,
  cause: OriginRequest,
): Promise<Answer | undefined> {
  const { world, state, distribution } = exchange
  const handler = state.originHandlers.get(origin.DomainName)
  if (handler) return askHandler(exchange, handler, request, cause)
  const control = state.accessControls.get(origin.OriginAccessControlId ?? '')?.config
  const isSigned = control !== undefined && control.SigningBehavior !== 'never'
  const answer = await world.ports.originServers?.send({
    url: cause.url,
    method: request.method,
    headers: request.headers,
    body: request.body,
    signedFor: isSigned ? distributionArn(world, distribution.id) : undefined,
    cause,
  })
  return answer
}

async function askHandler(
  { world }: Exchange,
  handler: (request: Request) => Response | Promise<Response>,
  { method, headers, body }: Forwarded,
  { url }: OriginRequest,
): Promise<Answer> {
  const { protocol, host, pathname, search } = new URL(url)
  const request = toRequest({
    method,
    scheme: protocol === 'http:' ? 'http' : 'https',
    host,
    uri: pathname,
    query: search.slice(1),
    headers,
    body,
    ip: '',
  })
  const read = async (): Promise<Answer> => {
    const response: unknown = await handler(request)
    // By its members: test runners give tests their own Response.
    if (typeof response !== 'object' || response === null || !('arrayBuffer' in response)) {
      throw new MisuseError(
        `The origin of ${url} answered with ${nameOf(response)}.`,
        "a Response, such as new Response('ok')",
      )
    }
    return fromResponse(response as Response)
  }
  // A handle in the origin's code means the running fork, which no scope names here.
  return world.parent ? runInWorld(world, read) : read()
}

/** AWS: the origin's Content-Length is that of the body. */
async function fromResponse(response: Response): Promise<Answer> {
  const body = new Uint8Array(await response.arrayBuffer())
  return {
    status: response.status,
    headers: [...response.headers],
    body: body.length === 0 ? NO_BODY : body,
  }
}
