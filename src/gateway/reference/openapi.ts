/** `api.openapi()`. */
import { checkNames } from '../../core/checks.ts'
import { mainStageOf, type Api } from '../api/deployments.ts'
import { ALL_EXTENSIONS, NO_EXTENSIONS } from '../openapi/export/exported-api.ts'
import { exportApi } from '../openapi/export/export-api.ts'
import { renderOpenApi } from '../openapi/export/render-openapi.ts'
import type { World } from '../../core/world/world.ts'
import { gateway } from '../service.ts'

/** A document of OpenAPI 3.0. */
export interface OpenApiDocument {
  readonly openapi: string
  readonly info: {
    readonly title: string
    readonly version: string
    readonly description?: string
  }
  readonly servers: readonly Readonly<Record<string, unknown>>[]
  /** Operations by path and method: `paths['/orders/{id}'].get`. */
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly [extension: `x-${string}`]: unknown
}

/** Options of `api.openapi()`. */
export interface OpenApiOptions {
  /**
   * Whether the document has API Gateway's extensions, with integrations and authorizers, so that
   * `fromOpenApi` and ImportRestApi make the same API from it. Default false.
   */
  readonly extensions?: boolean
}

export function toOpenApi(
  world: World,
  api: Api,
  stage: string,
  options: OpenApiOptions,
): OpenApiDocument {
  checkNames(options, 'openapi', ['extensions'], 'option')
  const extensions = options.extensions ? ALL_EXTENSIONS : NO_EXTENSIONS
  const exported = exportApi(world.state(gateway), world, api, servedStage(api, stage), extensions)
  return renderOpenApi(exported, 'valid') as unknown as OpenApiDocument
}

/** The stage of a handle. Undefined before the first deployment. */
export const servedStage = (api: Api, stage: string): string | undefined =>
  api.stages.has(stage) ? stage : api.stages.size > 0 ? mainStageOf(api).stage : undefined
