/** Exports an API: what `api.openapi()`, GetExport and ExportApi write. */
import type { World } from '../../../core/world/world.ts'
import type { Api, Deployment } from '../../api/deployments.ts'
import type { HttpDraft } from '../../api/draft/http.ts'
import type { RestDraft } from '../../api/draft/rest.ts'
import type { GatewayState } from '../../api/state.ts'
import { draftedHttpApi } from '../../draft/v2-api.ts'
import { httpDraftOfOptions } from '../../draft/http-from-options.ts'
import { draftedApi } from '../../draft/rest-draft.ts'
import { restDraftOfOptions } from '../../draft/rest-from-options.ts'
import type { ExportedApi, ExportedExtensions } from './exported-api.ts'
import { exportHttp } from './export-http.ts'
import { exportRest } from './export-rest.ts'

/** The API as a stage serves it. Without a stage: the working copy. */
export function exportApi(
  state: GatewayState,
  world: World,
  api: Api,
  stage: string | undefined,
  extensions: ExportedExtensions,
): ExportedApi {
  const deployment = api.deployments.get(api.stages.get(stage ?? '')?.deploymentId ?? '')
  const draft = deployment
    ? deployedDraft(state, world, api, deployment)
    : workingDraft(state, world, api)
  const name = stage ?? api.stage
  return draft.kind === 'rest'
    ? exportRest(world, api, draft, name, extensions)
    : exportHttp(world, api, draft, name, extensions)
}

export const workingDraft = (state: GatewayState, world: World, api: Api): RestDraft | HttpDraft =>
  api.type === 'rest'
    ? draftedApi(state, world, api).draft
    : draftedHttpApi(state, world, api).draft

/** A deployment of a gateway that `createGateway` made has no working copy in AWS's form. */
function deployedDraft(
  state: GatewayState,
  world: World,
  api: Api,
  { draft, definition }: Deployment,
): RestDraft | HttpDraft {
  if (draft) return draft
  if (definition.routes === api.working.routes) return workingDraft(state, world, api)
  const deployed = { ...api, working: definition }
  return api.type === 'rest'
    ? restDraftOfOptions(world, deployed)
    : httpDraftOfOptions(world, deployed)
}
