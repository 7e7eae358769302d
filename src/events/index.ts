/**
 * Sample events: complete events of every kind for handlers that a test calls itself. Each has the
 * form in which AWS sends it. Ids and times are the same in every run.
 * State: none.
 */
import { authorizer } from './authorizer.ts'
import { cognito } from './cognito.ts'
import { alb, apiGateway, websocket } from './http-v1.ts'
import { apiGatewayV2, functionUrl } from './http-v2.ts'
import { eventBridge, kinesis, s3, scheduled, sns, sqs } from './messages.ts'
import { dynamodb } from './table.ts'

/** The factories of events, by source. */
export interface Events {
  readonly alb: typeof alb
  readonly apiGateway: typeof apiGateway
  readonly apiGatewayV2: typeof apiGatewayV2
  readonly authorizer: typeof authorizer
  readonly cognito: typeof cognito
  readonly dynamodb: typeof dynamodb
  readonly eventBridge: typeof eventBridge
  readonly functionUrl: typeof functionUrl
  readonly kinesis: typeof kinesis
  readonly s3: typeof s3
  readonly scheduled: typeof scheduled
  readonly sns: typeof sns
  readonly sqs: typeof sqs
  readonly websocket: typeof websocket
}

/**
 * Creates complete events, typed by `@types/aws-lambda`. Overrides name members at any depth. A fact
 * that an event states twice (a path, a method, a header in two maps) follows the override in both
 * places.
 *
 * @example
 * import { events } from 'miniregion'
 *
 * const result = await handler(events.apiGatewayV2({ rawPath: '/orders', body: { amount: 9 } }))
 */
export const events: Events = {
  alb,
  apiGateway,
  apiGatewayV2,
  authorizer,
  cognito,
  dynamodb,
  eventBridge,
  functionUrl,
  kinesis,
  s3,
  scheduled,
  sns,
  sqs,
  websocket,
}
export type { Partly } from './overrides.ts'
export type { WithBody } from './http-v2.ts'
export type { QueueRecord, StreamData, TopicMessage } from './messages.ts'
export type { ItemChange } from './table.ts'
