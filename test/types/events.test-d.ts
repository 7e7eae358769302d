import type {
  APIGatewayProxyEvent,
  APIGatewayProxyEventV2,
  APIGatewayProxyEventV2WithJWTAuthorizer,
  DynamoDBStreamEvent,
  EventBridgeEvent,
  PreSignUpTriggerEvent,
  SQSEvent,
} from 'aws-lambda'
import { events, type Table } from 'miniregion'
import { expectTypeOf, it } from 'vitest'

declare const orders: Table<{ id: string; amount?: number }>

it('events have the types of @types/aws-lambda', () => {
  expectTypeOf(events.apiGatewayV2()).toEqualTypeOf<APIGatewayProxyEventV2>()
  expectTypeOf(events.apiGateway({ body: { any: 'value' } })).toEqualTypeOf<APIGatewayProxyEvent>()
  expectTypeOf(events.sqs([{ body: { id: 1 } }])).toEqualTypeOf<SQSEvent>()
  expectTypeOf(events.cognito.preSignUp()).toEqualTypeOf<PreSignUpTriggerEvent>()
  expectTypeOf(events.dynamodb(orders, [{ new: { id: 'a' } }])).toEqualTypeOf<DynamoDBStreamEvent>()
  expectTypeOf(
    events.eventBridge({ 'detail-type': 'placed' as const, detail: { id: 1 } }),
  ).toEqualTypeOf<EventBridgeEvent<'placed', { id: number }>>()
})

it('events of routes with an authorizer take its type', () => {
  const event = events.apiGatewayV2<APIGatewayProxyEventV2WithJWTAuthorizer>({
    requestContext: { authorizer: { jwt: { claims: { sub: 'ann' } } } },
  })
  expectTypeOf(event).toEqualTypeOf<APIGatewayProxyEventV2WithJWTAuthorizer>()
})

it('events for a parameter of type unknown are those of the factory', () => {
  const parse = (event: unknown): unknown => event
  parse(events.apiGateway({ path: '/x' }))
  parse(events.apiGatewayV2({ rawPath: '/x' }))
  parse(events.functionUrl({ rawPath: '/x' }))
  parse(events.websocket({ requestContext: { routeKey: 'send' } }))
})

it('overrides are checked', () => {
  // @ts-expect-error -- an unknown member
  events.apiGatewayV2({ path: '/x' })
  // @ts-expect-error -- a wrong type, at depth
  events.apiGatewayV2({ requestContext: { http: { method: 1 } } })
  // @ts-expect-error -- an item of another table
  events.dynamodb(orders, [{ new: { key: 'a' } }])
})
