/**
 * The way of a request through a distribution, in CloudFront's order.
 *
 * AWS: HowCloudFrontWorks.html, RequestAndResponseBehavior.html
 */
import type { JournalRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'
import { itemsOf } from '../distributions/config.ts'
import type { Distribution } from '../distributions/distribution.ts'
import { valueOf } from '../messages/headers.ts'
import type { Answer, ViewerRequest } from '../messages/messages.ts'
import type { Point } from '../points/points.ts'
import { rooms } from '../rooms.ts'
import { cloudfront } from '../service.ts'
import { behaviorOf } from './behavior.ts'
import { contentOf } from './content.ts'
import { withErrorPage } from './custom-errors.ts'
import { errorAnswer, REASONS, redirectAnswer } from './error-page.ts'
import { newNotes, type Content, type Exchange } from './exchange.ts'
import { viaHost } from './origin-request.ts'
import { DistributionRequest } from './record.ts'
import { withPolicy } from './response-headers.ts'
import { completed, selected } from './viewer-answer.ts'

export async function serve(
  world: World,
  distribution: Distribution,
  point: Point,
  viewer: ViewerRequest,
  cause: JournalRecord,
): Promise<Response> {
  world.checkWritable()
  const { id } = distribution
  const record = new DistributionRequest(id, point.name, viewer, world.clock.now(), cause)
  world.journal.append(record)
  const end = world.work.begin(() => `${viewer.method} ${record.path} of ${id}`)
  const state = world.state(cloudfront)
  const behavior = behaviorOf(state, distribution.config, viewer.uri)
  record.behavior = behavior.name
  const exchange: Exchange = {
    world,
    state,
    distribution,
    point,
    record,
    notes: newNotes(),
    viewer,
    requestId: `${world.ids.text('cloudfront-request', 54, ID_CHARACTERS)}==`,
    behavior,
  }
  try {
    const content = await answerViewer(exchange)
    record.result = content.result
    return record.finish(
      completed(exchange, content, content.answer),
      exchange.notes,
      world.clock.now(),
    )
  } finally {
    end()
  }
}

const ID_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

async function answerViewer(exchange: Exchange): Promise<Content> {
  const refused = refusalOf(exchange)
  if (refused) return finished(exchange, await withErrorPage(exchange, refused))
  const asked = await atViewerRequest(exchange)
  if ('answer' in asked) return asked
  const request = withRootObject(exchange, asked)
  const content = await withErrorPage(exchange, await contentOf(exchange, request))
  return finished(exchange, content)
}

const own = (answer: Answer, result: Content['result'] = 'Error'): Content => ({
  answer,
  result,
  isGenerated: true,
})

/** The reasons for which CloudFront asks nobody. */
// Unverified: their order.
function refusalOf(exchange: Exchange): Content | undefined {
  const { distribution, viewer, behavior, requestId, notes } = exchange
  const refuse = (page: string, reason: string): Content => {
    notes.reason = reason
    return own(errorAnswer(403, page, requestId))
  }
  if (!distribution.config.Enabled) return refuse(REASONS.disabled, 'The distribution is disabled.')
  if (valueOf(viewer.headers, 'via')?.includes(viaHost(distribution.id)) === true) {
    return refuse(
      REASONS.disabled,
      'The request has passed this distribution before: its origin leads back to it.',
    )
  }
  if (viewer.scheme === 'http') {
    const { ViewerProtocolPolicy: policy } = behavior.config
    if (policy === 'redirect-to-https') return own(redirectAnswer(viewer), 'Redirect')
    if (policy === 'https-only') return refuse(REASONS.https, `${behavior.name} takes HTTPS only.`)
  }
  if (isOutside(distribution, exchange.point)) {
    return refuse(REASONS.country, `Viewers in ${exchange.point.country} are not served.`)
  }
  if (!behavior.allowedMethods.has(viewer.method)) {
    return refuse(REASONS.method, `${behavior.name} does not allow ${viewer.method}.`)
  }
  // AWS: RequestAndResponseBehaviorCustomOrigin.html#RequestCustom-get-body.
  if (viewer.method === 'GET' && viewer.body !== undefined && viewer.body.length > 0) {
    return refuse(REASONS.body, 'CloudFront refuses GET with a body.')
  }
  if (behavior.config.TrustedKeyGroups?.Enabled !== true) return undefined
  const flaw = rooms.signedUrls().flawOf(exchange)
  if (!flaw) return undefined
  notes.reason = flaw.reason
  return own(flaw.answer)
}

/** AWS: georestrictions.html. Viewers are in the country of their point of presence. */
function isOutside({ config }: Distribution, { country }: Point): boolean {
  const { GeoRestriction: geo } = config.Restrictions ?? {}
  const isListed = itemsOf(geo).includes(country)
  return geo?.RestrictionType === 'whitelist'
    ? !isListed
    : geo?.RestrictionType === 'blacklist' && isListed
}

/** Runs what the behavior has for viewer requests. Returns the request as it goes on, or an answer. */
async function atViewerRequest(exchange: Exchange): Promise<ViewerRequest | Content> {
  const { viewer, behavior } = exchange
  const { FunctionAssociations: functions, LambdaFunctionAssociations: lambdas } = behavior.config
  const request = withoutSignature(exchange, viewer)
  const name = itemsOf(functions).find(({ EventType }) => EventType === 'viewer-request')
  if (name) return rooms.edgeFunctions().atViewerRequest(exchange, name.FunctionARN, request)
  const lambda = itemsOf(lambdas).find(({ EventType }) => EventType === 'viewer-request')
  return lambda ? rooms.edgeLambdas().atViewerRequest(exchange, lambda, request) : request
}

/** AWS: private-content: the parameters of the signature count for nothing else. */
const withoutSignature = (exchange: Exchange, request: ViewerRequest): ViewerRequest =>
  exchange.behavior.config.TrustedKeyGroups?.Enabled === true
    ? rooms.signedUrls().withoutSignature(request)
    : request

/** AWS: DefaultRootObject.html: for the root alone, not for folders. */
// Unverified: that functions see the root itself.
function withRootObject({ distribution }: Exchange, request: ViewerRequest): ViewerRequest {
  const { DefaultRootObject: name } = distribution.config
  return request.uri === '/' && name ? { ...request, uri: `/${name.replace(/^\//, '')}` } : request
}

/** Conditions and ranges, the response headers policy, and functions for viewer responses. */
async function finished(exchange: Exchange, content: Content): Promise<Content> {
  const { viewer, behavior, point, requestId } = exchange
  let answer = selected(viewer, content.answer)
  const { responseHeadersPolicy: policy } = behavior
  if (policy) {
    const facts = { result: content.result, pop: point.name, requestId }
    answer = { ...answer, headers: withPolicy(policy, viewer, answer.headers, facts) }
  }
  // AWS: edge-function-restrictions-all.html: not for errors.
  if (content.answer.status >= 400 || content.isGenerated === true) return { ...content, answer }
  const { FunctionAssociations: functions, LambdaFunctionAssociations: lambdas } = behavior.config
  const shown = { ...content, answer }
  const name = itemsOf(functions).find(({ EventType }) => EventType === 'viewer-response')
  if (name) return rooms.edgeFunctions().atViewerResponse(exchange, name.FunctionARN, shown)
  const lambda = itemsOf(lambdas).find(({ EventType }) => EventType === 'viewer-response')
  return lambda ? rooms.edgeLambdas().atViewerResponse(exchange, lambda, shown) : shown
}
