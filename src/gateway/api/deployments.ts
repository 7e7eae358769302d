/**
 * APIs with their deployments and stages, as the control plane knows them. A deployment is a frozen
 * copy of the working copy; a stage serves one deployment, with settings of its own. What a request
 * needs is precomputed: `Stage.definition` is the flat definition that the data plane reads.
 */
import type { Declared } from '../../core/world/generation.ts'
import type { World } from '../../core/world/world.ts'
import { getOwn } from '../messages/header-list.ts'
import type { AccessLog } from './access-log.ts'
import { gatewayUrl } from './address.ts'
import type { ApiDefinition, RouteDefinition, ServedSettings } from './definition.ts'
import type { HttpDraft } from './draft/http.ts'
import type { RestDraft } from './draft/rest.ts'
import { functionTarget } from './function-target.ts'
import type { GatewayOptions } from './options.ts'
import { withOverride, type StageMethods } from './method-settings.ts'
import { createRouter } from './routing/router.ts'

/** An API. Immutable, so that forks share it. */
export interface Api extends Declared {
  readonly id: string
  readonly name: string
  readonly type: ApiDefinition['type']
  /** The stage of the gateway's handle. It exists once it is deployed. */
  readonly stage: string
  /** The URL of that stage. */
  readonly url: string
  /** What the next deployment copies. It has the name of the handle's stage, and serves nobody. */
  readonly working: ApiDefinition
  /** What `createGateway` received. */
  readonly options: GatewayOptions
  /**
   * The working copy in AWS's form. Undefined until the control plane reads or makes it. From then on
   * `working` is what was compiled from it last.
   */
  readonly draft: RestDraft | HttpDraft | undefined
  readonly createdAt: number
  /** What the stage of the handle is created with. */
  readonly settings: StageSettings
  readonly deployments: ReadonlyMap<string, Deployment>
  readonly stages: ReadonlyMap<string, Stage>
}

/** A frozen copy of an API's definition. */
export interface Deployment {
  readonly id: string
  readonly description: string | undefined
  readonly createdAt: number
  /** Whether a change of the working copy made it, without a call. */
  readonly automatic: boolean
  readonly definition: ApiDefinition
  /** The working copy in AWS's form. Undefined if the API had none yet. */
  readonly draft: RestDraft | HttpDraft | undefined
}

/** The settings of a stage. */
export interface StageSettings {
  readonly name: string
  readonly variables: Readonly<Record<string, string>> | undefined
  /** Whether each change of the working copy is deployed to it at once. */
  readonly autoDeploy: boolean
  /** What its requests need. */
  readonly served: ServedSettings | undefined
  readonly accessLog?: AccessLog | undefined
  /** REST APIs, once the control plane changed them: the settings that `served` comes from. */
  readonly methodSettings?: StageMethods
  /** REST APIs: the size of the cache, in GB. Undefined without one, or before such a change. */
  readonly cacheClusterSize?: string | undefined
  /** Members of AWS's form that have no effect in a test. They are kept and shown. */
  readonly shown?: Readonly<Record<string, unknown>>
}

/** REST APIs: a second deployment of a stage, for a part of its requests. */
export interface Canary {
  readonly deploymentId: string
  readonly percentTraffic: number
  /** Merged over the stage's variables. */
  readonly variables: Readonly<Record<string, string>> | undefined
  /** Whether its responses are cached, in entries of their own. */
  readonly useStageCache: boolean
}

export interface Stage extends StageSettings {
  /** Undefined for a stage of an HTTP API to which nothing was deployed yet. */
  readonly deploymentId: string | undefined
  readonly canary: Canary | undefined
  readonly createdAt: number
  readonly updatedAt: number
  readonly definition: ApiDefinition | undefined
  /** What the canary's requests get. */
  readonly canaryDefinition: ApiDefinition | undefined
}

/** The definition that serves a request to a stage. Undefined for a stage that does not exist. */
export function servedBy(world: World, api: Api, name: string): ApiDefinition | undefined {
  const stage = api.stages.get(name)
  if (!stage?.canary) return stage?.definition
  const isCanary = world.ids.random('canary') * 100 < stage.canary.percentTraffic
  return isCanary ? stage.canaryDefinition : stage.definition
}

/** The stage of an API's handle: its own, or the first that the control plane made. */
export function mainStageOf({ stage, url, stages, working }: Api): {
  readonly stage: string
  readonly url: string
} {
  const [first] = stages.values()
  if (stages.has(stage) || !first) return { stage, url }
  return { stage: first.name, url: gatewayUrl(working.host, first.name) }
}

/**
 * The stage that a path begins with, and the rest of the path. `/orders` for `/prod/orders` and a
 * stage prod. An HTTP API's stage `$default` has the other paths.
 */
export function locate(
  { stage, stages }: StageNames,
  path: string,
): { readonly stage: string; readonly path: string } | undefined {
  const end = path.indexOf('/', 1)
  const name = end < 0 ? path.slice(1) : path.slice(1, end)
  if (name !== '$default' && (name === stage || stages.has(name)))
    return { stage: name, path: end < 0 ? '/' : path.slice(end) }
  return stage === '$default' || stages.has('$default') ? { stage: '$default', path } : undefined
}

export interface StageNames {
  readonly stage: string
  readonly stages: { has(name: string): boolean }
}

/** A copy of the API with a deployment of its working copy. */
export function withDeployment(
  world: World,
  api: Api,
  description: string | undefined,
  automatic = false,
): { readonly api: Api; readonly deployment: Deployment } {
  const deployment: Deployment = {
    id: newDeploymentId(world, api),
    description,
    createdAt: world.clock.now(),
    automatic,
    definition: api.working,
    draft: api.draft,
  }
  const deployments = new Map(api.deployments).set(deployment.id, deployment)
  return { api: { ...api, deployments }, deployment }
}

function newDeploymentId(world: World, { type, deployments }: Api): string {
  const kind = type === 'rest' ? 'deployment' : `${type}-deployment`
  let id = world.ids.text(kind, 6)
  while (deployments.has(id)) id = world.ids.text(kind, 6)
  return id
}

/** What a stage is made of. */
export type StageParts = StageSettings & Pick<Stage, 'deploymentId' | 'canary'>

/**
 * A copy of the API whose stage serves a deployment. The stage is created if it does not exist.
 * Without a `caller` the functions of stage variables need not exist.
 *
 * @throws MisuseError when a stage variable names a function that does not exist.
 */
export function withStage(
  world: World,
  api: Api,
  parts: StageParts,
  caller: string | undefined,
): Api {
  const { name, variables, canary, deploymentId } = parts
  const serve = (id: string, stageVariables: Stage['variables'], isCanary?: boolean) => {
    const definition = api.deployments.get(id)?.definition
    if (!definition) return undefined
    const url = gatewayUrl(definition.host, name)
    const own = { stage: name, url, deploymentId: id, stageVariables, isCanary }
    const { served, accessLog } = parts
    // AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/canary-release.html (a canary
    // can use the stage's cache, for its next requests)
    const isUncached = isCanary === true && canary?.useStageCache === false
    const stageSettings =
      accessLog || isUncached
        ? {
            ...served,
            ...(accessLog && { accessLog }),
            ...(isUncached && { cache: undefined }),
          }
        : served
    const settled = withMethodSettings({ ...definition, ...own, stageSettings })
    return withResolvedFunctions(world, settled, caller)
  }
  const overridden = canary?.variables && { ...variables, ...canary.variables }
  const now = world.clock.now()
  const stage: Stage = {
    ...parts,
    createdAt: api.stages.get(name)?.createdAt ?? now,
    updatedAt: now,
    definition:
      deploymentId === undefined ? undefined : serve(deploymentId, variables, canary && false),
    canaryDefinition: canary && serve(canary.deploymentId, overridden ?? variables, true),
  }
  return { ...api, stages: new Map(api.stages).set(name, stage) }
}

/** A copy of the API whose automatically deployed stages serve the working copy. */
export function withAutomaticDeployment(world: World, api: Api, caller: string | undefined): Api {
  const stages = [...api.stages.values()].filter(({ autoDeploy }) => autoDeploy)
  if (stages.length === 0) return api
  const { api: deployed, deployment } = withDeployment(world, api, undefined, true)
  const updated = stages.reduce(
    (result, stage) => withStage(world, result, { ...stage, deploymentId: deployment.id }, caller),
    deployed,
  )
  const used = new Set([...updated.stages.values()].map(({ deploymentId }) => deploymentId))
  const kept = [...updated.deployments].filter(([id, { automatic }]) => !automatic || used.has(id))
  return { ...updated, deployments: new Map(kept) }
}

function withMethodSettings<Definition extends ApiDefinition>(api: Definition): Definition {
  const methods = api.stageSettings?.methods
  if (!methods) return api
  const routes = new Map([...api.routes].map(([key, route]) => [key, withOverride(route, methods)]))
  return { ...api, routes, router: routerOf(api.type, routes) }
}

const VARIABLE = /\$\{stageVariables\.([A-Za-z0-9_]+)\}/g

/** Whether a function's name contains a stage variable, so that it differs by stage. */
export const hasStageVariable = (name: string): boolean => name.includes('${stageVariables.')

/** Puts a stage's variables into the name of a function. */
export const withVariables = (
  name: string,
  variables: Readonly<Record<string, string>> | undefined,
): string =>
  name.replace(VARIABLE, (_, variable: string) => getOwn(variables ?? {}, variable) ?? '')

/** Puts the stage's variables into the names of functions. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/aws-api-gateway-stage-variables-reference.html
// (Lambda function names)
function withResolvedFunctions<Definition extends ApiDefinition>(
  world: World,
  api: Definition,
  caller: string | undefined,
): Definition {
  let changed = false
  const resolve = (route: RouteDefinition): RouteDefinition => {
    const { integration } = route
    if (!('function' in integration) || !hasStageVariable(integration.function)) return route
    changed = true
    const name = withVariables(integration.function, api.stageVariables)
    const target =
      caller === undefined ? name : functionTarget(world, name, `${caller}: '${route.key}'`)
    return { ...route, integration: { ...integration, function: target } }
  }
  const routes = new Map([...api.routes].map(([key, route]) => [key, resolve(route)]))
  return changed ? { ...api, routes, router: routerOf(api.type, routes) } : api
}

/** The router of an API's routes, without `$default`, which has no path. */
export const routerOf = (
  type: ApiDefinition['type'],
  routes: ReadonlyMap<string, RouteDefinition>,
): ApiDefinition['router'] =>
  createRouter(
    [...routes.values()].filter(({ path }) => path !== ''),
    type === 'http',
  )
