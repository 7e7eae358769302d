/** Integrations of HTTP APIs beside functions, made from checked options. */
import type { HttpBackend } from '../../../core/world/backends.ts'
import type { MappingSource, ParameterMappings } from './parameter-mappings.ts'

/** `HTTP_PROXY` of an HTTP API. */
export interface HttpApiProxy extends ParameterMappings {
  readonly type: 'HTTP_API_PROXY'
  readonly uri: string | HttpBackend
  /** Undefined: the client's method. */
  readonly method: string | undefined
  readonly timeoutMs: number
}

/** A subtype of `AWS_PROXY`: an operation of another service. */
export interface HttpApiService extends Pick<ParameterMappings, 'responses'> {
  readonly type: 'HTTP_API_SERVICE'
  /** `SQS-SendMessage` */
  readonly subtype: string
  /** The role that the gateway takes on. Undefined: it may do everything. */
  readonly credentials: string | undefined
  /** By the parameter's name. */
  readonly parameters: ReadonlyMap<string, MappingSource>
  readonly timeoutMs: number
}
