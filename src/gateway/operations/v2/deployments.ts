/** AWS: CreateDeployment, GetDeployment, GetDeployments, UpdateDeployment, DeleteDeployment. */
import type { GatewayState } from '../../api/state.ts'
import { badRequest, deploymentInUse, invalidId } from '../../control/errors.ts'
import { withEntry, withoutEntry } from '../../control/entries.ts'
import {
  deploy,
  saveApi,
  v2ApiOf,
  withDeployments,
  withV2Stage,
  type DraftedApi,
  type V2Deployment,
} from '../../draft/v2-api.ts'
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
    const before = v2ApiOf(state, world, ApiId)
    const stage = StageName === undefined ? undefined : stageOf(before, StageName)
    // Seen: public reports (hashicorp/terraform-provider-aws). Unverified: the wording.
    if (before.draft.routes.size === 0)
      throw badRequest('At least one route is required before deploying the Api.')
    const { drafted, deployment } = deploy(world, before, Description)
    const parts = stage && { ...stage, deploymentId: deployment.id }
    saveApi(state, parts ? withV2Stage(world, drafted, parts) : drafted)
    return toDeployment(deployment)
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
    toDeployment(deploymentOf(v2ApiOf(state, world, input.ApiId), input)),
})

const getDeployments = defineV2({
  name: 'GetDeployments',
  verb: 'GET',
  path: '/apis/{ApiId}/deployments',
  handles: ['MaxResults', 'NextToken'],
  run(state: GatewayState, input: ApiInput & ListInput, { world }) {
    const { api } = v2ApiOf(state, world, input.ApiId)
    const operation = `GetDeployments ${input.ApiId}`
    const all: V2Deployment[] = [...api.deployments.values()]
    return listedV2(world, all, operation, input, ({ id }) => id, toDeployment)
  },
})

const updateDeployment = defineV2({
  name: 'UpdateDeployment',
  verb: 'PATCH',
  path: PATH,
  handles: ['Description'],
  run(state: GatewayState, input: Input & { readonly Description?: string }, { world }) {
    const drafted = v2ApiOf(state, world, input.ApiId)
    const { id, description } = deploymentOf(drafted, input)
    const changed = { description: input.Description ?? description }
    const saved = withDeployments(drafted, (all) => {
      const before = all.get(id)
      return before ? withEntry(all, id, { ...before, ...changed }) : all
    })
    saveApi(state, saved)
    return toDeployment(deploymentOf(saved, input))
  },
})

const deleteDeployment = defineV2({
  name: 'DeleteDeployment',
  verb: 'DELETE',
  path: PATH,
  handles: [],
  run(state: GatewayState, input: Input, { world }) {
    const drafted = v2ApiOf(state, world, input.ApiId)
    const { id } = deploymentOf(drafted, input)
    if ([...drafted.api.stages.values()].some(({ deploymentId }) => deploymentId === id))
      throw deploymentInUse()
    saveApi(
      state,
      withDeployments(drafted, (all) => withoutEntry(all, id)),
    )
    return {}
  },
})

function deploymentOf({ api }: DraftedApi, { DeploymentId }: Input): V2Deployment {
  const deployment = api.deployments.get(DeploymentId)
  if (!deployment) throw invalidId('Deployment', DeploymentId)
  return deployment
}

const toDeployment = ({
  id,
  description,
  createdAt,
  automatic,
}: V2Deployment): Record<string, unknown> => ({
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
