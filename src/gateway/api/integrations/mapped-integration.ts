/** Integrations with mappings as a stage serves them, made from checked options. */
import type { Regex } from '../../../core/regex/regex.ts'
import type { HttpBackend } from '../../../core/world/backends.ts'
import type { Node } from '../../velocity/index.ts'
import type { ResponseSelection } from '../websocket/response-selection.ts'
import type { ContentHandling, RouteIntegration } from './integrations.ts'

/** A mapping template. */
export interface Template {
  readonly text: string
  /** Undefined for a text without references and directives, which needs no Velocity. */
  readonly nodes: readonly Node[] | undefined
}

/** By content type, in the order of the options. */
export type TemplateSet = ReadonlyMap<string, Template>

/** Where a mapped value comes from. */
export type ParameterSource =
  | { readonly kind: 'static'; readonly value: string }
  | { readonly kind: 'context'; readonly path: string }
  | { readonly kind: 'stageVariable'; readonly name: string }
  /** Of the request (all places), or of the integration's response (headers). */
  | { readonly kind: 'parameter'; readonly place: SourcePlace; readonly name: string }
  /** The payload, or what a JSONPath finds in it. */
  | { readonly kind: 'body'; readonly path: string | undefined }

export type SourcePlace =
  'path' | 'querystring' | 'multivaluequerystring' | 'header' | 'multivalueheader'

export interface RequestParameter {
  readonly place: 'header' | 'querystring' | 'path'
  readonly name: string
  readonly source: ParameterSource
}

export interface ResponseParameter {
  /** The name of the response's header. */
  readonly name: string
  readonly source: ParameterSource
}

export interface ResponseDefinition {
  readonly status: number
  /** Undefined for the default response. */
  readonly selectionPattern: Regex | undefined
  readonly templates: TemplateSet
  readonly parameters: readonly ResponseParameter[]
  readonly contentHandling: ContentHandling | undefined
  /** WebSocket APIs. */
  readonly templateSelection?: ResponseSelection | undefined
}

/** What all integrations have whose type does not end with PROXY. */
interface MappedParts {
  readonly requestParameters: readonly RequestParameter[]
  readonly requestTemplates: TemplateSet
  readonly passthroughBehavior: 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES' | 'NEVER'
  readonly contentHandling: ContentHandling | undefined
  readonly responses: readonly ResponseDefinition[]
  readonly timeoutMs: number
  /** The options, as given. */
  readonly given: RouteIntegration
}

export interface MockDefinition extends MappedParts {
  readonly type: 'MOCK'
}

export interface LambdaDefinition extends MappedParts {
  readonly type: 'AWS'
  /** `name` or `name:qualifier`. In a working copy it may contain `${stageVariables.name}`. */
  readonly function: string
  /** The method of the integration. As on AWS, requests with another one than POST fail. */
  readonly method: string
}

export interface ServiceDefinition extends MappedParts {
  readonly type: 'AWS'
  readonly service: ServiceUri
  readonly method: string
}

/** The parts of `arn:aws:apigateway:us-east-1:dynamodb:action/PutItem`. */
export interface ServiceUri {
  readonly region: string
  /** The service in host names, with a subdomain if the URI has one: `dynamodb`. */
  readonly host: string
  readonly kind: 'action' | 'path'
  /** The action, or the path without a leading slash. Both may contain variables. */
  readonly target: string
}

export interface HttpDefinition extends MappedParts {
  readonly type: 'HTTP'
  readonly uri: string | HttpBackend
  /** Undefined: the client's. */
  readonly method: string | undefined
}

/** The HTTP_PROXY integration of a REST API. */
export interface HttpProxyDefinition {
  readonly type: 'HTTP_PROXY'
  readonly uri: string | HttpBackend
  /** Undefined: the client's. */
  readonly method: string | undefined
  readonly requestParameters: readonly RequestParameter[]
  readonly timeoutMs: number
  /** Whether the response is passed on as it comes. */
  readonly streamed: boolean
  readonly given: RouteIntegration
}

export type MappedIntegration =
  MockDefinition | LambdaDefinition | ServiceDefinition | HttpDefinition
