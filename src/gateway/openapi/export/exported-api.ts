/** An API as a document describes it, in one form for both kinds of API and all versions of OpenAPI. */
import type { JsonObject } from '../json.ts'

export interface ExportedApi {
  readonly kind: 'http' | 'rest'
  readonly title: string
  readonly description: string | undefined
  readonly version: string
  readonly host: string
  /** `$default` has no path. */
  readonly stage: string
  readonly operations: readonly ExportedOperation[]
  /** Models by name, as JSON schemas of draft 4. */
  readonly models: ReadonlyMap<string, JsonObject>
  readonly securitySchemes: ReadonlyMap<string, ExportedScheme>
  /** Extensions of the document. */
  readonly extensions: JsonObject
}

export interface ExportedOperation {
  /** `/orders/{id}`, or `/$default`. */
  readonly path: string
  /** `GET`, or `ANY`. */
  readonly method: string
  readonly operationId: string | undefined
  readonly parameters: readonly ExportedParameter[]
  /** The model of the body by content type. */
  readonly bodies: ReadonlyMap<string, string>
  /** By status code. */
  readonly responses: ReadonlyMap<string, ExportedResponse>
  /** Names of schemes, with scopes. All of them are needed. */
  readonly security: ReadonlyMap<string, readonly string[]>
  readonly extensions: JsonObject
}

export interface ExportedParameter {
  readonly name: string
  readonly in: 'header' | 'path' | 'query'
  readonly required: boolean
}

export interface ExportedResponse {
  readonly headers: readonly string[]
  /** The model by content type. */
  readonly bodies: ReadonlyMap<string, string>
}

export interface ExportedScheme {
  /** Where the credentials are. Without `issuer` they are a key of any form. */
  readonly in: 'header' | 'query'
  readonly name: string
  /** The issuer of the tokens. */
  readonly issuer?: string | undefined
  readonly extensions: JsonObject
}

/** Which extensions of API Gateway a document has. */
export interface ExportedExtensions {
  readonly integrations: boolean
  readonly authorizers: boolean
}

export const ALL_EXTENSIONS: ExportedExtensions = { integrations: true, authorizers: true }
export const NO_EXTENSIONS: ExportedExtensions = { integrations: false, authorizers: false }
