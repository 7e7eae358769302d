/** AWS: CreateDeployment, GetDeployment, GetDeployments, UpdateDeployment, DeleteDeployment. */
import { withDeployment, withStage, type Api, type Deployment } from '../../api/deployments.ts'
import { setApi, type GatewayState } from '../../api/state.ts'
import { badRequest, deploymentInUse, invalidId } from '../../control/errors.ts'
import { compileHttp } from '../../draft/compile-http.ts'
import { withoutEntry } from '../../control/entries.ts'
import { httpApiOf } from '../../draft/http-draft.ts'
import type { ApiInput } from './apis.ts'
import { defineV2, listedV2, type ListInput, type V2Operations } from './define.ts'
import { stageOf } from './stages.ts'

interface CreateInput extends ApiInput {
  readonly StageName?: string
  readonly Description?: string
}

const createDeployment = defineV2({
  name: 'CreateDeployment',
  verb: 'POST',
  path: '/apis/{ApiId}/deployments',
  handles: ['StageName', 'Description'],
  run(state: GatewayState, { ApiId, StageName, Description }: CreateInput, { world }) {
    const { api, draft } = httpApiOf(state, world, ApiId)
    const stage = StageName === undefined ? undefined : stageOf(api, StageName)
    // Seen: public reports (hashicorp/terraform-provider-aws). Unverified: the wording.
    if (draft.routes.size === 0)
      throw badRequest('At least one route is required before deploying the Api.')
    const working = compileHttp(world, api, draft)
    const made = withDeployment(world, { ...api, working }, Description)
    const { id } = made.deployment
    setApi(
      state,
      stage ? withStage(world, made.api, { ...stage, deploymentId: id }, undefined) : made.api,
    )
    return toDeployment(made.deployment)
  },
})

interface Input extends ApiInput {
  readonly DeploymentId: string
}

const PATH = '/apis/{ApiId}/deployments/{DeploymentId}'

const getDeployment = defineV2({
  name: 'GetDeployment',
  verb: 'GET',
  path: PATH,
  handles: [],
  run: (state: GatewayState, input: Input, { world }) =>
    toDeployment(deploymentOf(httpApiOf(state, world, input.ApiId).api, input)),
})

const getDeployments = defineV2({
  name: 'GetDeployments',
  verb: 'GET',
  path: '/apis/{ApiId}/deployments',
  handles: ['MaxResults', 'NextToken'],
  run(state: GatewayState, input: ApiInput & ListInput, { world }) {
    const { api } = httpApiOf(state, world, input.ApiId)
    const operation = `GetDeployments ${input.ApiId}`
    const all = [...api.deployments.values()]
    return listedV2(world, all, operation, input, ({ id }) => id, toDeployment)
  },
})

const updateDeployment = defineV2({
  name: 'UpdateDeployment',
  verb: 'PATCH',
  path: PATH,
  handles: ['Description'],
  run(state: GatewayState, input: Input & { readonly Description?: string }, { world }) {
    const { api } = httpApiOf(state, world, input.ApiId)
    const before = deploymentOf(api, input)
    const deployment = { ...before, description: input.Description ?? before.description }
    setApi(state, {
      ...api,
      deployments: new Map(api.deployments).set(deployment.id, deployment),
    })
    return toDeployment(deployment)
  },
})

const deleteDeployment = defineV2({
  name: 'DeleteDeployment',
  verb: 'DELETE',
  path: PATH,
  handles: [],
  run(state: GatewayState, input: Input, { world }) {
    const { api } = httpApiOf(state, world, input.ApiId)
    const { id } = deploymentOf(api, input)
    if ([...api.stages.values()].some(({ deploymentId }) => deploymentId === id))
      throw deploymentInUse()
    setApi(state, { ...api, deployments: withoutEntry(api.deployments, id) })
    return {}
  },
})

function deploymentOf(api: Api, { DeploymentId }: Input): Deployment {
  const deployment = api.deployments.get(DeploymentId)
  if (!deployment) throw invalidId('Deployment', DeploymentId)
  return deployment
}

const toDeployment = ({
  id,
  description,
  createdAt,
  automatic,
}: Deployment): Record<string, unknown> => ({
  AutoDeployed: automatic,
  CreatedDate: new Date(createdAt),
  DeploymentId: id,
  DeploymentStatus: 'DEPLOYED',
  Description: description,
})

export const deploymentOperations: V2Operations = {
  CreateDeployment: createDeployment,
  DeleteDeployment: deleteDeployment,
  GetDeployment: getDeployment,
  GetDeployments: getDeployments,
  UpdateDeployment: updateDeployment,
}
