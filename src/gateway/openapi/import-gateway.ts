/** Makes a gateway of a document: what `fromOpenApi` calls. */
import { didYouMean, MisuseError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import type { FunctionTarget } from '../api/authorizers/create-authorizers.ts'
import { gatewayUrl } from '../api/address.ts'
import { withDeployment, withStage, type Api } from '../api/deployments.ts'
import type { RestMethodIntegration } from '../api/draft/rest.ts'
import { letGatewayIn } from '../api/caller-of-functions.ts'
import { functionTarget } from '../api/function-target.ts'
import { idFor, setApi } from '../api/state.ts'
import { checkStage, checkStageVariables } from '../build/check-stage.ts'
import { compile } from '../draft/compile.ts'
import { emptyHttpDraft } from '../draft/http-from-options.ts'
import { functionOfUri } from '../draft/lambda-uri.ts'
import { newControlApi } from '../draft/new-api.ts'
import { functionIntegration } from '../draft/rest-integration.ts'
import { emptyRestDraft } from '../draft/rest-from-options.ts'
import { gateway } from '../service.ts'
import type { BasePathMode } from './base-path.ts'
import { importHttp } from './import-http.ts'
import { importRest } from './import-rest.ts'
import { titleOf } from './import-settings.ts'
import type { ImportedOperation } from './operations.ts'
import { InvalidDocument, readDocument, type OpenApiDocument } from './read-document.ts'
import { Warnings, type SkippedPart } from './warnings.ts'

/** Options of a gateway that a document defines. */
export interface OpenApiGatewayOptions {
  /** The kind of API. Default `'rest'`. */
  readonly type?: 'rest' | 'http'
  /** The id in the URL. Default: generated from the region's seed. */
  readonly id?: string
  /** Default `'prod'`, and `'$default'` for an HTTP API. */
  readonly stage?: string
  /** Shown in events, and substituted for `${stageVariables.name}`. */
  readonly stageVariables?: Readonly<Record<string, string>>
  /** What happens to the document's base path. Default `'ignore'`, as on AWS. */
  readonly basePath?: BasePathMode
}

/** Functions by operation id, `GET /orders`, or the name or URI of the document's integration. */
export type OperationHandlers = Readonly<Record<string, FunctionTarget>>

export interface ImportedGateway {
  readonly id: string
  readonly skipped: readonly SkippedPart[]
}

const CALLER = 'fromOpenApi'

/** @throws MisuseError when the document or an option is wrong */
export function importGateway(
  world: World,
  given: string | object,
  handlers: OperationHandlers,
  options: OpenApiGatewayOptions,
): ImportedGateway {
  world.checkWritable()
  const document = documentOf(given)
  const state = world.state(gateway)
  const id = options.id ?? idFor(state, undefined, world)
  if (!/^[a-z0-9]+$/.test(id))
    throw new MisuseError(`${CALLER} received the id '${id}'.`, 'lower-case letters and digits')
  if (state.apis.has(id))
    throw new MisuseError(`The region already has a gateway with the id '${id}'.`, 'another id')
  const { type = 'rest', basePath = 'ignore' } = options
  checkType(type, document)
  const warnings = new Warnings()
  const functions = new Functions(world, handlers, warnings)
  const common = { document, basePath, warnings }
  const draft =
    type === 'rest'
      ? importRest(world, emptyRestDraft(world), {
          ...{ ...common, apiId: id },
          integrationOf: (operation, declared) => functions.integrationOf(operation, declared),
        })
      : importHttp(world, emptyHttpDraft(world), {
          ...common,
          functionOf: (operation, uri) => functions.functionOf(operation, uri),
        })
  const name = titleOf(document) ?? id
  const api = deployed(world, newControlApi(world, { id, name, type }, draft), options)
  setApi(state, api)
  letGatewayIn(world, id, api.working.routes.values())
  return { id, skipped: warnings.skipped }
}

function checkType(type: unknown, { version }: OpenApiDocument): void {
  if (type !== 'rest' && type !== 'http')
    throw new MisuseError(
      `${CALLER} received the type '${String(type)}'.`,
      "'rest' or 'http'",
      didYouMean(String(type), ['rest', 'http']),
    )
  // AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-open-api.html
  if (type === 'http' && version === '2.0')
    throw new MisuseError(
      `${CALLER} received a document of Swagger 2.0 for an HTTP API.`,
      'a document of OpenAPI 3',
    )
}

function documentOf(given: string | object): OpenApiDocument {
  try {
    return readDocument(given)
  } catch (error) {
    if (!(error instanceof InvalidDocument)) throw error
    throw new MisuseError(`${CALLER}: ${error.message}`, 'a document of OpenAPI 3 or Swagger 2.0')
  }
}

function deployed(world: World, made: Api, options: OpenApiGatewayOptions): Api {
  const stage = checkStage(options.stage ?? made.stage, made.type, CALLER)
  const url = gatewayUrl(made.working.host, stage)
  const settings = {
    ...made.settings,
    ...{ name: stage, autoDeploy: true },
    variables: checkStageVariables(options.stageVariables, CALLER),
  }
  const named = { ...made, stage, url, settings, working: { ...made.working, stage, url } }
  const working = compile(world, named)
  const { api, deployment } = withDeployment(world, { ...named, working }, undefined, true)
  const parts = { ...settings, deploymentId: deployment.id, canary: undefined }
  return withStage(world, api, parts, undefined)
}

/** The functions behind the operations. */
class Functions {
  readonly #world: World
  readonly #handlers: ReadonlyMap<string, FunctionTarget>
  readonly #warnings: Warnings

  constructor(world: World, handlers: OperationHandlers, warnings: Warnings) {
    this.#world = world
    this.#handlers = new Map(Object.entries(handlers))
    this.#warnings = warnings
  }

  integrationOf(
    operation: ImportedOperation,
    declared: RestMethodIntegration | undefined,
  ): RestMethodIntegration | undefined {
    const target = this.functionOf(operation, declared?.uri)
    return target === undefined ? declared : functionIntegration(this.#world, target, declared)
  }

  /** The given function of an operation. Warns of one that neither the options nor the region have. */
  functionOf(
    { operationId = '', method, path, where }: ImportedOperation,
    uri: string | undefined,
  ): string | undefined {
    // The document of an HTTP API may have the function's ARN itself.
    const fn = functionOfUri(uri) ?? (uri?.includes(':lambda:') ? uri : undefined)
    const [, name = ''] = /(?:^|:function:)([^:]+)(?::[^:]+)?$/.exec(fn ?? '') ?? []
    const keys = [operationId, `${method} ${path}`, name, uri ?? '']
    const handler = keys.map((key) => this.#handlers.get(key)).find((one) => one !== undefined)
    if (handler !== undefined) return functionTarget(this.#world, handler, `${CALLER}: ${where}`)
    const isMissing = name !== '' && !name.includes('${') && !this.#world.ports.functions.has(name)
    if (isMissing)
      this.#warnings.add(
        where,
        `The region has no function '${name}': requests are answered with 500.`,
      )
    return undefined
  }
}
