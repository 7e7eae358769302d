/** AWS: CreateModel, GetModel, GetModels, UpdateModel, DeleteModel. */
import type { World } from '../../../core/world/world.ts'
import type { RestDraft, RestModel } from '../../api/draft/rest.ts'
import type { GatewayState } from '../../api/state.ts'
import { badRequest, conflict, modelNotFound } from '../../control/errors.ts'
import { checkModelSchema } from '../../control/model-schema.ts'
import { listed, type PositionInput } from '../../control/page.ts'
import { applyPatches, replaceText, type PatchRule } from '../../control/patch.ts'
import { withEntry, withoutEntry } from '../../control/entries.ts'
import { restApiOf, saveDraft, type DraftedApi } from '../../draft/rest-draft.ts'
import { defineRest, type RestOperations } from './define.ts'
import type { PatchInput } from './rest-apis.ts'

type CreateInput = Omit<RestModel, 'id'> & { readonly restApiId: string }

const createModel = defineRest({
  name: 'CreateModel',
  verb: 'POST',
  path: '/restapis/{restApiId}/models',
  handles: ['name', 'contentType', 'description', 'schema'],
  run(state: GatewayState, input: CreateInput, { world }) {
    const { api, draft } = restApiOf(state, world, input.restApiId)
    const { name, contentType, description, schema } = input
    // Recorded: GATEWAY.md 4.8.
    if (!name) throw badRequest('Model name must be non-empty')
    if (draft.models.has(name)) throw conflict('Model name already exists for this REST API')
    const model = { id: world.ids.text('model', 6), name, contentType, description, schema }
    checkSchema(api.id, draft, model)
    saveDraft(state, api, withModel(draft, model))
    return toModel(model)
  },
})

interface Input {
  readonly restApiId: string
  readonly modelName: string
}

const PATH = '/restapis/{restApiId}/models/{modelName}'

const getModel = defineRest({
  name: 'GetModel',
  verb: 'GET',
  path: PATH,
  handles: ['flatten'],
  run(state: GatewayState, input: Input & { readonly flatten?: boolean }, { world }) {
    const { draft, model } = named(state, world, input)
    return toModel(input.flatten ? flattened(draft, model) : model)
  },
})

const getModels = defineRest({
  name: 'GetModels',
  verb: 'GET',
  path: '/restapis/{restApiId}/models',
  handles: ['position', 'limit'],
  run(state: GatewayState, input: PositionInput & { readonly restApiId: string }, { world }) {
    const { draft } = restApiOf(state, world, input.restApiId)
    return listed(world, [...draft.models.values()], 'GetModels', input, {
      request: input.restApiId,
      keyOf: ({ name }) => name,
      toOutput: toModel,
    })
  },
})

const updateModel = defineRest({
  name: 'UpdateModel',
  verb: 'PATCH',
  path: PATH,
  handles: ['patchOperations'],
  run(state: GatewayState, input: Input & PatchInput, { world }) {
    const { api, draft, model } = named(state, world, input)
    const updated = applyPatches(model, input.patchOperations, RULES)
    checkSchema(api.id, draft, updated)
    saveDraft(state, api, withModel(draft, updated))
    return toModel(updated)
  },
})

const deleteModel = defineRest({
  name: 'DeleteModel',
  verb: 'DELETE',
  path: PATH,
  handles: [],
  run(state: GatewayState, input: Input, { world }) {
    const { api, draft, model } = named(state, world, input)
    checkUnused(draft, model.name)
    saveDraft(state, api, { ...draft, models: withoutEntry(draft.models, model.name) })
    return {}
  },
})

function named(
  state: GatewayState,
  world: World,
  { restApiId, modelName }: Input,
): DraftedApi & { readonly model: RestModel } {
  const drafted = restApiOf(state, world, restApiId)
  const model = drafted.draft.models.get(modelName)
  if (!model) throw modelNotFound(modelName)
  return { ...drafted, model }
}

const withModel = (draft: RestDraft, model: RestModel): RestDraft => ({
  ...draft,
  models: withEntry(draft.models, model.name, model),
})

function checkSchema(apiId: string, draft: RestDraft, model: RestModel): void {
  const { models } = withModel(draft, model)
  const all = new Map(Array.from(models.values(), ({ name, schema }) => [name, schema]))
  checkModelSchema(apiId, model.schema, all)
}

// Recorded: GATEWAY.md 4.8.
function checkUnused({ resources }: RestDraft, name: string): void {
  for (const { path, methods } of resources.values())
    for (const { requestModels = {}, httpMethod } of methods.values())
      if (Object.values(requestModels).includes(name))
        throw conflict(
          `Cannot delete model '${name}', is referenced in method request: ${path}/${httpMethod}`,
        )
}

const REFERENCE =
  /"\$ref"\s*:\s*"https:\/\/apigateway\.amazonaws\.com\/restapis\/[^"/]+\/models\/([^"/]+)"/g

/** The schema with the models that it refers to among its definitions. */
// AWS: API_GetModel.html (flatten)
function flattened({ models }: RestDraft, model: RestModel): RestModel {
  const definitions: Record<string, unknown> = {}
  const inline = (text: string): string =>
    text.replace(REFERENCE, (_, name: string) => {
      if (!(name in definitions)) {
        definitions[name] = {}
        definitions[name] = JSON.parse(inline(models.get(name)?.schema ?? '{}'))
      }
      return `"$ref":"#/definitions/${name}"`
    })
  const schema = JSON.parse(inline(model.schema ?? '{}')) as object
  return Object.keys(definitions).length === 0
    ? model
    : { ...model, schema: JSON.stringify({ ...schema, definitions }) }
}

// AWS: patch-operations.html#UpdateModel-Patch
const RULES: readonly PatchRule<RestModel>[] = [replaceText('description'), replaceText('schema')]

const toModel = (model: RestModel): Record<string, unknown> => ({ ...model })

export const modelOperations: RestOperations = {
  CreateModel: createModel,
  DeleteModel: deleteModel,
  GetModel: getModel,
  GetModels: getModels,
  UpdateModel: updateModel,
}
