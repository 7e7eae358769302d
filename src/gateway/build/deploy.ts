/** `api.deploy()`: a deployment of the working copy, to a stage or to its canary. */
import { checkNames, nameOf } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { withDeployment, withStage, type Api, type Canary, type Stage } from '../api/deployments.ts'
import type { CanaryOptions, DeployOptions, GatewayDeployment } from '../api/options.ts'
import { checkStage, checkStageVariables } from './check-stage.ts'

const OPTIONS = ['stage', 'variables', 'canary', 'description']
const CANARY_OPTIONS = ['percentTraffic', 'stageVariableOverrides', 'useStageCache']
const CALLER = 'deploy'

/** A copy of the API with a new deployment. A wrong option throws before anything changes. */
export function deployApi(
  world: World,
  api: Api,
  options: DeployOptions,
  handleStage: string,
): { readonly api: Api; readonly deployment: GatewayDeployment } {
  checkNames(options, CALLER, OPTIONS)
  const name = checkStage(options.stage ?? handleStage, api.type, CALLER)
  const existing = api.stages.get(name)
  const canary = options.canary && checkCanary(api, existing, name, options.canary)
  const variables = checkStageVariables(options.variables, CALLER)
  const { api: deployed, deployment } = withDeployment(world, api, options.description)
  const { id } = deployment
  const stage = existing ?? firstSettings(api, name, id)
  const changed =
    canary && existing
      ? { ...stage, canary: { ...canary, deploymentId: id } }
      : { ...stage, deploymentId: id, canary: undefined }
  const updated = withStage(
    world,
    deployed,
    { ...changed, variables: options.variables ? variables : stage.variables },
    CALLER,
  )
  return { api: updated, deployment: { id, stage: name, description: options.description } }
}

/** The handle's own stage has the settings of `createGateway`; any other has none. */
const firstSettings = ({ settings }: Api, name: string, deploymentId: string) =>
  name === settings.name
    ? { ...settings, deploymentId, canary: undefined }
    : {
        name,
        variables: undefined,
        autoDeploy: false,
        served: undefined,
        deploymentId,
        canary: undefined,
      }

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/canary-release.html
function checkCanary(
  { type }: Api,
  stage: Stage | undefined,
  name: string,
  canary: CanaryOptions,
): Omit<Canary, 'deploymentId'> {
  checkNames(canary, `${CALLER}: canary`, CANARY_OPTIONS)
  if (type !== 'rest')
    throw new MisuseError(`${CALLER} received a canary for an HTTP API.`, 'a REST API')
  if (!stage)
    throw new MisuseError(
      `${CALLER} received a canary for the stage '${name}', which has no deployment yet.`,
      'a stage that is deployed',
      'Did you forget api.deploy() before the change?',
    )
  if (stage.autoDeploy)
    throw new MisuseError(
      `${CALLER} received a canary for the stage '${name}', which deploys every change by itself.`,
      'createGateway(routes, { autoDeploy: false })',
    )
  const { percentTraffic = 0 } = canary
  if (typeof percentTraffic !== 'number' || !(percentTraffic >= 0 && percentTraffic <= 100))
    throw new MisuseError(
      `${CALLER} received the percentTraffic ${typeof percentTraffic === 'number' ? percentTraffic : nameOf(percentTraffic)}.`,
      'a number from 0 to 100',
    )
  return {
    percentTraffic,
    variables: checkStageVariables(canary.stageVariableOverrides, CALLER),
    useStageCache: canary.useStageCache ?? false,
  }
}
