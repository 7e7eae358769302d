/** Makes a gateway of a document: what `fromOpenApi` calls. */
import { MisuseError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import type { FunctionTarget } from '../api/authorizers/create-authorizers.ts'
import { withDeployment, withStage, type Api } from '../api/deployments.ts'
import type { RestMethodIntegration } from '../api/draft/rest.ts'
import { functionTarget } from '../api/function-target.ts'
import { idFor, setApi } from '../api/state.ts'
import { checkStage, checkStageVariables } from '../build/check-stage.ts'
import { compile } from '../draft/compile.ts'
import { functionOfUri } from '../draft/lambda-uri.ts'
import { newControlApi } from '../draft/new-api.ts'
import { functionIntegration } from '../draft/rest-integration.ts'
import { emptyRestDraft } from '../draft/rest-from-options.ts'
import { gateway } from '../service.ts'
import type { BasePathMode } from './base-path.ts'
import { importRest } from './import-rest.ts'
import { titleOf } from './import-settings.ts'
import type { ImportedOperation } from './operations.ts'
import { InvalidDocument, readDocument, type OpenApiDocument } from './read-document.ts'
import { Warnings, type SkippedPart } from './warnings.ts'

/** Options of a gateway that a document defines. */
export interface OpenApiGatewayOptions {
  /** The id in the URL. Default: generated from the region's seed. */
  readonly id?: string
  /** Default `'prod'`. */
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
  const warnings = new Warnings()
  const functions = new Functions(world, handlers, warnings)
  const draft = importRest(world, emptyRestDraft(world), {
    ...{ document, apiId: id, basePath: options.basePath ?? 'ignore', warnings },
    integrationOf: (operation, declared) => functions.integrationOf(operation, declared),
  })
  const name = titleOf(document) ?? id
  const api = deployed(world, newControlApi(world, { id, name, type: 'rest' }, draft), options)
  setApi(state, api)
  return { id, skipped: warnings.skipped }
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
  const url = made.url.replace(/[^/]*$/, stage)
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
    { operationId = '', method, path, where }: ImportedOperation,
    declared: RestMethodIntegration | undefined,
  ): RestMethodIntegration | undefined {
    const fn = functionOfUri(declared?.uri)
    const [, name = ''] = /(?:^|:function:)([^:]+)(?::[^:]+)?$/.exec(fn ?? '') ?? []
    const keys = [operationId, `${method} ${path}`, name, declared?.uri ?? '']
    const handler = keys.map((key) => this.#handlers.get(key)).find((one) => one !== undefined)
    if (handler !== undefined) {
      const target = functionTarget(this.#world, handler, `${CALLER}: ${where}`)
      return functionIntegration(this.#world, target, declared)
    }
    const isMissing = name !== '' && !name.includes('${') && !this.#world.ports.functions.has(name)
    if (isMissing)
      this.#warnings.add(
        where,
        `The region has no function '${name}': requests are answered with 500.`,
      )
    return declared
  }
}
