/**
 * Deployments and stages of a WebSocket API. As for other kinds, a stage serves a frozen copy of the
 * routes, with its own variables.
 */
import type { World } from '../../../core/world/world.ts'
import { hasStageVariable, withVariables, type StageParts } from '../deployments.ts'
import { functionTarget } from '../function-target.ts'
import type {
  SocketDefinition,
  SocketDeployment,
  SocketRoute,
  SocketStage,
  WebSocketApi,
} from './definition.ts'

/** A copy of the API with a deployment of its working copy. */
export function withSocketDeployment(
  world: World,
  api: WebSocketApi,
  description: string | undefined,
  automatic: boolean,
): { readonly api: WebSocketApi; readonly deployment: SocketDeployment } {
  let id = world.ids.text('socket-deployment', 6)
  while (api.deployments.has(id)) id = world.ids.text('socket-deployment', 6)
  const createdAt = world.clock.now()
  const deployment = { id, description, createdAt, automatic, definition: api.working }
  return {
    api: { ...api, deployments: new Map(api.deployments).set(id, deployment) },
    deployment,
  }
}

/**
 * A copy of the API whose stage serves a deployment. The stage is created if it does not exist.
 * Without a `caller` the functions of stage variables need not exist.
 *
 * @throws MisuseError when a stage variable names a function that does not exist
 */
export function withSocketStage(
  world: World,
  api: WebSocketApi,
  parts: StageParts,
  caller: string | undefined,
): WebSocketApi {
  const { name, variables, deploymentId } = parts
  const deployed =
    deploymentId === undefined ? undefined : api.deployments.get(deploymentId)?.definition
  const now = world.clock.now()
  const stage: SocketStage = {
    ...parts,
    createdAt: api.stages.get(name)?.createdAt ?? now,
    updatedAt: now,
    definition: deployed && servedBy(world, deployed, variables, caller),
  }
  return { ...api, stages: new Map(api.stages).set(name, stage) }
}

/** A copy of the API whose automatically deployed stages serve the working copy. */
export function withAutomaticSocketDeployment(
  world: World,
  api: WebSocketApi,
  caller: string | undefined,
): WebSocketApi {
  const stages = [...api.stages.values()].filter(({ autoDeploy }) => autoDeploy)
  if (stages.length === 0) return api
  const made = withSocketDeployment(world, api, undefined, true)
  const deploymentId = made.deployment.id
  const updated = stages.reduce(
    (result, stage) => withSocketStage(world, result, { ...stage, deploymentId }, caller),
    made.api,
  )
  const used = new Set([...updated.stages.values()].map((stage) => stage.deploymentId))
  const kept = [...updated.deployments].filter(([id, { automatic }]) => !automatic || used.has(id))
  return { ...updated, deployments: new Map(kept) }
}

function servedBy(
  world: World,
  definition: SocketDefinition,
  variables: StageParts['variables'],
  caller: string | undefined,
): SocketDefinition {
  const resolve = (route: SocketRoute): SocketRoute => {
    const { integration } = route
    if (!('function' in integration) || !hasStageVariable(integration.function)) return route
    const name = withVariables(integration.function, variables)
    const target =
      caller === undefined ? name : functionTarget(world, name, `${caller}: '${route.key}'`)
    return { ...route, integration: { ...integration, function: target } }
  }
  const routes = new Map([...definition.routes].map(([key, route]) => [key, resolve(route)]))
  return { ...definition, routes }
}

/** The stage of an API's handle: its own, or the first that the control plane made. */
export function mainSocketStage({ stage, stages }: WebSocketApi): string {
  const [first] = stages.values()
  return stages.has(stage) || !first ? stage : first.name
}
