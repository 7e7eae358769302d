/** AWS: CreateModel, GetModel, GetModels, UpdateModel, DeleteModel. */
import type { World } from '../../../../core/world/world.ts'
import type { V2Model } from '../../../api/draft/v2.ts'
import type { GatewayState } from '../../../api/state.ts'
import { withEntry, withoutEntry } from '../../../control/entries.ts'
import { badRequest, conflict, invalidId } from '../../../control/errors.ts'
import { checkModelSchema } from '../../../control/model-schema.ts'
import { saveDraft, v2ApiOf, type DraftedApi } from '../../../draft/v2-api.ts'
import type { ApiInput } from '../apis.ts'
import { changed } from '../changed.ts'
import { defineV2, listedV2, type ListInput, type V2Operations } from '../define.ts'

type ModelMembers = Partial<Omit<V2Model, 'ModelId'>>

const MEMBERS = ['Name', 'ContentType', 'Description', 'Schema'] as const

const createModel = defineV2({
  name: 'CreateModel',
  verb: 'POST',
  path: '/apis/{ApiId}/models',
  handles: MEMBERS,
  run(
    state: GatewayState,
    input: ApiInput & ModelMembers & Pick<V2Model, 'Name' | 'Schema'>,
    { world },
  ) {
    const drafted = socketApiOf(state, world, input.ApiId)
    const { Name, Schema } = input
    const empty = { ModelId: world.ids.text('model', 6), Name, Schema }
    const model = changed<V2Model>({ ...empty, ContentType: 'application/json' }, input, MEMBERS)
    checkModel(drafted, model)
    saveDraft(state, world, drafted, withModel(drafted, model))
    return { ...model }
  },
})

interface Input extends ApiInput {
  readonly ModelId: string
}

const PATH = '/apis/{ApiId}/models/{ModelId}'

const getModel = defineV2({
  name: 'GetModel',
  verb: 'GET',
  path: PATH,
  handles: [],
  run: (state: GatewayState, input: Input, { world }) => ({
    ...modelOf(state, world, input).model,
  }),
})

const getModels = defineV2({
  name: 'GetModels',
  verb: 'GET',
  path: '/apis/{ApiId}/models',
  handles: ['MaxResults', 'NextToken'],
  run(state: GatewayState, input: ApiInput & ListInput, { world }) {
    const { draft } = v2ApiOf(state, world, input.ApiId)
    const all = [...draft.models.values()]
    const operation = `GetModels ${input.ApiId}`
    return listedV2(
      world,
      all,
      operation,
      input,
      ({ ModelId }) => ModelId,
      (one) => ({ ...one }),
    )
  },
})

const updateModel = defineV2({
  name: 'UpdateModel',
  verb: 'PATCH',
  path: PATH,
  handles: MEMBERS,
  run(state: GatewayState, input: Input & ModelMembers, { world }) {
    const { drafted, model } = modelOf(state, world, input)
    const updated = changed(model, input, MEMBERS)
    checkModel(drafted, updated)
    saveDraft(state, world, drafted, withModel(drafted, updated))
    return { ...updated }
  },
})

const deleteModel = defineV2({
  name: 'DeleteModel',
  verb: 'DELETE',
  path: PATH,
  handles: [],
  run(state: GatewayState, input: Input, { world }) {
    const { drafted, model } = modelOf(state, world, input)
    const { models, routes } = drafted.draft
    // Unverified: that AWS refuses this, and the wording, which is that of integrations.
    for (const { RequestModels = {}, RouteId } of routes.values())
      if (Object.values(RequestModels).includes(model.Name))
        throw conflict(`Cannot delete Model '${model.Name}', is referenced in route '${RouteId}'.`)
    saveDraft(state, world, drafted, { models: withoutEntry(models, model.ModelId) })
    return {}
  },
})

// AWS: apigatewayv2 CreateModel (models: only for WebSocket APIs). Unverified: the wording.
function socketApiOf(state: GatewayState, world: World, apiId: string): DraftedApi {
  const drafted = v2ApiOf(state, world, apiId)
  if (drafted.type === 'http') throw badRequest('Models are not supported for HTTP protocol')
  return drafted
}

function modelOf(
  state: GatewayState,
  world: World,
  { ApiId, ModelId }: Input,
): { readonly drafted: DraftedApi; readonly model: V2Model } {
  const drafted = v2ApiOf(state, world, ApiId)
  const model = drafted.draft.models.get(ModelId)
  if (!model) throw invalidId('Model', ModelId)
  return { drafted, model }
}

const withModel = ({ draft }: DraftedApi, model: V2Model) => ({
  models: withEntry(draft.models, model.ModelId, model),
})

// Recorded: GATEWAY.md 4.8, of REST APIs (a name that is taken). AWS: CreateModel (alphanumeric).
function checkModel(drafted: DraftedApi, model: V2Model): void {
  const { ModelId, Name } = model
  if (!/^[A-Za-z0-9]+$/.test(Name)) throw badRequest(`Invalid model name specified: ${Name}`)
  for (const other of drafted.draft.models.values())
    if (other.ModelId !== ModelId && other.Name === Name)
      throw conflict('Model name already exists for this API')
  const { models } = withModel(drafted, model)
  const all = new Map(Array.from(models.values(), (one) => [one.Name, one.Schema]))
  checkModelSchema(drafted.api.id, model.Schema, all)
}

export const modelOperations: V2Operations = {
  CreateModel: createModel,
  DeleteModel: deleteModel,
  GetModel: getModel,
  GetModels: getModels,
  UpdateModel: updateModel,
}
