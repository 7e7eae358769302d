/**
 * The links in messages, which anybody may follow without a signature: the certificate,
 * SubscribeURL and UnsubscribeURL.
 *
 * AWS: https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.prepare.html
 */
import { isServiceError, type ServiceError } from '../core/errors.ts'
import type { World } from '../core/world/world.ts'
import { regionOfLinkHost, sns } from './service.ts'
import { certificateAt } from './signing/sign.ts'

const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  ConfirmSubscription: ['TopicArn', 'Token'],
  Unsubscribe: ['SubscriptionArn'],
}

/** The parts of a request that tell a link from an API call. */
export interface LinkRequest {
  readonly method: string
  readonly url: string
  readonly isSigned: boolean
}

/** Answers a GET of a link. Undefined for every other request. */
export async function answerLink(home: World, request: LinkRequest): Promise<Response | undefined> {
  const { hostname, pathname, searchParams } = new URL(request.url)
  const region = regionOfLinkHost(hostname)
  if (request.method !== 'GET' || region === undefined) return undefined
  const certificate = certificateAt(pathname)
  if (certificate !== undefined) {
    return new Response(certificate, { headers: { 'content-type': 'application/x-pem-file' } })
  }
  const operation = searchParams.get('Action') ?? ''
  const members = Object.hasOwn(ACTIONS, operation) ? ACTIONS[operation] : undefined
  // A signed request is an API call.
  if (!members || request.isSigned) return undefined
  const world = home.main.has(region) ? home.main.in(region) : home
  const input = Object.fromEntries(
    members.flatMap((name) => {
      const value = searchParams.get(name)
      return value === null ? [] : [[name, value]]
    }),
  )
  const requestId = world.ids.uuid('request')
  try {
    const output: unknown = await world.call({
      service: sns.id,
      operation,
      input,
      source: 'raw',
      requestId,
    })
    return xml(
      200,
      `<${operation}Response xmlns="${NAMESPACE}">${resultOf(operation, output)}<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`,
    )
  } catch (error) {
    if (!isServiceError(error)) throw error
    return xml(error.status, errorText(error, requestId))
  }
}

const NAMESPACE = 'http://sns.amazonaws.com/doc/2010-03-31/'

/** Recorded: test_subscribe_external_http_endpoint. */
const resultOf = (operation: string, output: unknown): string =>
  operation === 'ConfirmSubscription'
    ? `<ConfirmSubscriptionResult><SubscriptionArn>${String(Object(output).SubscriptionArn)}</SubscriptionArn></ConfirmSubscriptionResult>`
    : ''

const errorText = ({ queryCode, code, message }: ServiceError, requestId: string): string =>
  `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>Sender</Type><Code>${queryCode ?? code}</Code><Message>${escaped(message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)

const xml = (status: number, body: string): Response =>
  new Response(body, { status, headers: { 'content-type': 'text/xml' } })
