/** The types of a route's option `integration`, with AWS's settings. */
import type { HttpBackend } from '../../../core/world/backends.ts'
import type { FunctionTarget } from '../authorizers/create-authorizers.ts'

/** By content type: `{ 'application/json': '{ "id": "$input.params(\'id\')" }' }`. */
export type Templates = Readonly<Record<string, string>>

/** How a payload is converted between text and bytes. */
export type ContentHandling = 'CONVERT_TO_BINARY' | 'CONVERT_TO_TEXT'

/**
 * One answer of an integration, as the method's response.
 * AWS: https://docs.aws.amazon.com/apigateway/latest/api/API_IntegrationResponse.html
 */
export interface IntegrationResponse {
  readonly statusCode: string | number
  /**
   * A regular expression that must match the whole status code (HTTP, MOCK and service integrations)
   * or error message (Lambda). Without one: the default response.
   */
  readonly selectionPattern?: string
  readonly responseTemplates?: Templates
  /**
   * By target: `{ 'method.response.header.Access-Control-Allow-Origin': "'*'" }`, or the source
   * `integration.response.header.Name`, `integration.response.body.path`, `context.requestId`.
   */
  readonly responseParameters?: Readonly<Record<string, string>>
  readonly contentHandling?: ContentHandling
  /**
   * WebSocket APIs: which of the `responseTemplates` an answer gets:
   * `'${integration.response.body.kind}'`, `'${integration.response.statuscode}'`. Where there is none,
   * `$default`. Without an expression: `application/json`, then `$default`.
   */
  readonly templateSelectionExpression?: string
}

/** Settings of the connection. AWS needs them; here they are kept and change nothing. */
interface ConnectionSettings {
  /** The ARN of the role that API Gateway assumes. */
  readonly credentials?: string
  readonly connectionType?: 'INTERNET' | 'VPC_LINK'
  readonly connectionId?: string
  readonly tlsConfig?: { readonly insecureSkipVerification?: boolean }
}

/** Settings that all integrations of REST APIs without `PROXY` in their type share. */
interface MappedIntegration extends ConnectionSettings {
  /**
   * By target: `{ 'integration.request.header.X-Id': 'method.request.querystring.id' }`, with
   * static values in single quotes.
   */
  readonly requestParameters?: Readonly<Record<string, string>>
  readonly requestTemplates?: Templates
  /** What happens to a content type without a template. Default `'WHEN_NO_MATCH'`. */
  readonly passthroughBehavior?: 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES' | 'NEVER'
  /**
   * `'CONVERT_TO_TEXT'` passes every request to the template as text. Without it AWS fails requests
   * whose content type is one of the gateway's `binaryMediaTypes`.
   */
  readonly contentHandling?: ContentHandling
  /**
   * WebSocket APIs: which of the `requestTemplates` a message gets: `'$request.body.kind'`, or
   * `'\\$default'`. Default: `application/json`, then `$default`.
   */
  readonly templateSelectionExpression?: string
  /**
   * Without one that matches, and without a default, a request fails. WebSocket APIs without any pass
   * the answer on.
   */
  readonly responses?: readonly IntegrationResponse[]
}

/**
 * REST and WebSocket APIs: answers without a backend. The `statusCode` in the request template's output selects
 * the response.
 */
export interface MockIntegration extends MappedIntegration {
  readonly type: 'MOCK'
}

/** REST and WebSocket APIs: invokes a function with the request's body, or with the output of a template. */
export interface LambdaIntegration extends MappedIntegration {
  readonly type: 'AWS'
  /** A name or ARN may contain `${stageVariables.name}`. */
  readonly function: FunctionTarget
  /** Default `'POST'`. As on AWS, every request fails with any other method. */
  readonly integrationHttpMethod?: string
}

/** REST and WebSocket APIs: an action of another AWS service, such as DynamoDB's PutItem. */
export interface ServiceIntegration extends MappedIntegration {
  readonly type: 'AWS'
  /** The service in ARNs: `'dynamodb'`. */
  readonly service: string
  /** An action (`'PutItem'`), for services that have them. */
  readonly action?: string
  /** A path (`'123456789012/jobs'` of SQS's query protocol), for the others. */
  readonly path?: string
  /** Default `'POST'`. */
  readonly integrationHttpMethod?: string
}

/** REST and WebSocket APIs: the form of AWS's API. A Lambda, action or path ARN: `arn:aws:apigateway:...`. */
export interface UriIntegration extends MappedIntegration {
  readonly type: 'AWS'
  readonly uri: string
  readonly integrationHttpMethod?: string
}

/** REST and WebSocket APIs: an HTTP backend, with mapped requests and responses. */
export interface HttpIntegration extends MappedIntegration {
  readonly type: 'HTTP'
  /**
   * The backend itself, or a URL that `region.backend(url, answer)` answers. A URL may contain path
   * variables (`{id}`) and `${stageVariables.name}`.
   */
  readonly uri: string | HttpBackend
  /** Default: the client's method. */
  readonly integrationHttpMethod?: string
}

/** An HTTP backend that gets the request and gives the response unchanged. */
export interface HttpProxyIntegration extends ConnectionSettings {
  readonly type: 'HTTP_PROXY'
  /**
   * The backend itself, or a URL that `region.backend(url, answer)` answers. A URL may contain path
   * variables (`{id}`) and `${stageVariables.name}`.
   */
  readonly uri: string | HttpBackend
  /** Default: the client's method. */
  readonly integrationHttpMethod?: string
  /**
   * REST APIs: `{ 'integration.request.header.X': 'method.request.header.Y' }`. HTTP APIs:
   * `{ 'overwrite:header.x': '$request.querystring.y' }`.
   */
  readonly requestParameters?: Readonly<Record<string, string>>
  /** HTTP APIs: by status code: `{ 200: { 'append:header.x': 'static' } }`. */
  readonly responseParameters?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** REST APIs: `'STREAM'` passes the response on as it comes. Default `'BUFFERED'`. */
  readonly responseTransferMode?: 'BUFFERED' | 'STREAM'
}

/** A function with AWS's settings of an integration. `handler` is the short form. */
export interface ProxyIntegration {
  readonly type: 'AWS_PROXY'
  /** A name or ARN may contain `${stageVariables.name}`. */
  readonly function: FunctionTarget
  /** Default `'POST'`. As on AWS, every request fails with any other method. */
  readonly integrationHttpMethod?: string
  /**
   * HTTP APIs: `{ 'overwrite:header.x': '$request.querystring.y' }`. REST APIs ignore the mappings of
   * a proxy integration, with one exception: every request fails when they map a reserved header
   * such as `Connection`.
   */
  readonly requestParameters?: Readonly<Record<string, string>>
  /** HTTP APIs: by status code: `{ 200: { 'append:header.x': 'static' } }`. */
  readonly responseParameters?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** REST APIs: `'STREAM'` passes the response of a streaming handler on as it is written. */
  readonly responseTransferMode?: 'BUFFERED' | 'STREAM'
}

/** HTTP APIs: an action of another AWS service, by its subtype. */
export interface SubtypeIntegration {
  readonly type: 'AWS_PROXY'
  /**
   * `'SQS-SendMessage'`, `'SQS-ReceiveMessage'`, `'SQS-DeleteMessage'`, `'SQS-PurgeQueue'`,
   * `'EventBridge-PutEvents'` or `'Kinesis-PutRecord'`. Others throw UnsupportedError.
   */
  readonly subtype: string
  /**
   * The ARN of the role that the gateway takes on, or `arn:aws:iam::*:user/*` for the credentials of
   * the caller. Its policies decide in a region with `iam: 'enforce'`.
   */
  readonly credentials?: string
  /** By the action's parameter: `{ QueueUrl: jobs.url, MessageBody: '$request.body' }`. */
  readonly requestParameters: Readonly<Record<string, string>>
  /** By status code: `{ 400: { 'overwrite:statuscode': '422' } }`. */
  readonly responseParameters?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

export type RouteIntegration =
  | MockIntegration
  | LambdaIntegration
  | ServiceIntegration
  | UriIntegration
  | HttpIntegration
  | HttpProxyIntegration
  | ProxyIntegration
  | SubtypeIntegration
