/** AWS: CreateResource, GetResource, GetResources, UpdateResource, DeleteResource. */
import { segmentKind } from '../../api/routing/router.ts'
import type { RestDraft, RestResource } from '../../api/draft/rest.ts'
import type { GatewayState } from '../../api/state.ts'
import {
  badRequest,
  greedyParent,
  invalidIdentifier,
  invalidPathPart,
  resourceExists,
  variableSibling,
} from '../../control/errors.ts'
import { listed, type PositionInput } from '../../control/page.ts'
import { applyPatches, type PatchRule } from '../../control/patch.ts'
import {
  resourceOf,
  restApiOf,
  saveDraft,
  withResource,
  type ResourceInput,
} from '../../draft/rest-draft.ts'
import { defineRest, type RestOperations } from './define.ts'
import { toMethod } from './method-output.ts'
import type { PatchInput } from './rest-apis.ts'

interface CreateInput {
  readonly restApiId: string
  readonly parentId: string
  readonly pathPart: string
}

const createResource = defineRest({
  name: 'CreateResource',
  verb: 'POST',
  path: '/restapis/{restApiId}/resources/{parentId}',
  handles: ['pathPart'],
  run(state: GatewayState, { restApiId, parentId, pathPart }: CreateInput, { world }) {
    const { api, draft } = restApiOf(state, world, restApiId)
    const parent = draft.resources.get(parentId)
    if (!parent) throw invalidIdentifier('Resource')
    const id = world.ids.text('resource', 6)
    const resource = {
      id,
      parentId,
      pathPart,
      path: childPath(parent, pathPart),
      methods: new Map(),
    }
    checkPlace(draft, resource)
    saveDraft(state, api, withResource(draft, resource))
    return toResource(resource, false)
  },
})

const getResource = defineRest({
  name: 'GetResource',
  verb: 'GET',
  path: '/restapis/{restApiId}/resources/{resourceId}',
  handles: ['embed'],
  run: (state: GatewayState, input: ResourceInput & EmbedInput, { world }) =>
    toResource(resourceOf(state, world, input).resource, embedsMethods(input)),
})

const getResources = defineRest({
  name: 'GetResources',
  verb: 'GET',
  path: '/restapis/{restApiId}/resources',
  handles: ['position', 'limit', 'embed'],
  run(
    state: GatewayState,
    input: { readonly restApiId: string } & PositionInput & EmbedInput,
    { world },
  ) {
    const { draft } = restApiOf(state, world, input.restApiId)
    return listed(world, [...draft.resources.values()], 'GetResources', input, {
      request: input.restApiId,
      keyOf: ({ id }) => id,
      toOutput: (resource) => toResource(resource, embedsMethods(input)),
    })
  },
})

const updateResource = defineRest({
  name: 'UpdateResource',
  verb: 'PATCH',
  path: '/restapis/{restApiId}/resources/{resourceId}',
  handles: ['patchOperations'],
  run(state: GatewayState, input: ResourceInput & PatchInput, { world }) {
    const { api, draft, resource } = resourceOf(state, world, input)
    const { parentId, pathPart } = applyPatches<RestResource>(
      resource,
      input.patchOperations,
      RULES,
    )
    const parent = draft.resources.get(parentId ?? '')
    if (!parent) throw invalidIdentifier('Resource')
    // Seen: LocalStack's tests against AWS.
    if (isWithin(draft, parent, resource.id)) throw badRequest('Resources cannot be cyclical.')
    const moved = { ...resource, parentId, pathPart, path: childPath(parent, pathPart) }
    checkPlace(draft, moved)
    saveDraft(state, api, withPaths(withResource(draft, moved), moved))
    return toResource(moved, false)
  },
})

const deleteResource = defineRest({
  name: 'DeleteResource',
  verb: 'DELETE',
  path: '/restapis/{restApiId}/resources/{resourceId}',
  handles: [],
  run(state: GatewayState, input: ResourceInput, { world }) {
    const { api, draft, resource } = resourceOf(state, world, input)
    // Unverified: the wording.
    if (resource.parentId === undefined) throw badRequest('Root resource cannot be deleted')
    const kept = [...draft.resources].filter(([, one]) => !isWithin(draft, one, resource.id))
    saveDraft(state, api, { ...draft, resources: new Map(kept) })
    return {}
  },
})

interface EmbedInput {
  readonly embed?: readonly string[]
}

const embedsMethods = ({ embed }: EmbedInput): boolean => embed?.includes('methods') === true

// AWS: patch-operations.html#UpdateResource-Patch
const RULES: readonly PatchRule<RestResource>[] = (['parentId', 'pathPart'] as const).map(
  (name) => ({
    path: `/${name}`,
    ops: ['replace'],
    apply: (resource, { value }) => ({ ...resource, [name]: value }),
  }),
)

const childPath = ({ path }: RestResource, pathPart: string): string =>
  path === '/' ? `/${pathPart}` : `${path}/${pathPart}`

// Seen: public reports of AWS's message about the characters.
const PATH_PART = /^(?:[a-zA-Z0-9._\-:]+|\{[a-zA-Z0-9._\-:]+\+?\})$/

/** Order: the characters, the parent, the siblings. */
function checkPlace(draft: RestDraft, { id, parentId, pathPart }: RestResource): void {
  if (!PATH_PART.test(pathPart)) throw invalidPathPart()
  const parent = draft.resources.get(parentId ?? '')
  if (parent && segmentKind(parent.pathPart) === 'greedy') throw greedyParent(parent.path)
  for (const sibling of draft.resources.values()) {
    if (sibling.parentId !== parentId || sibling.id === id) continue
    if (sibling.pathPart === pathPart) throw resourceExists(pathPart)
    if (isVariable(sibling.pathPart) && isVariable(pathPart))
      throw variableSibling(sibling.pathPart)
  }
}

const isVariable = (pathPart: string): boolean => segmentKind(pathPart) !== 'literal'

/** Whether a resource is another one, or below it. */
function isWithin(draft: RestDraft, resource: RestResource, id: string): boolean {
  let at: RestResource | undefined = resource
  while (at) {
    if (at.id === id) return true
    at = draft.resources.get(at.parentId ?? '')
  }
  return false
}

/** The paths below a resource that moved. */
function withPaths(draft: RestDraft, moved: RestResource): RestDraft {
  const children = [...draft.resources.values()].filter(({ parentId }) => parentId === moved.id)
  return children.reduce((changed, child) => {
    const path = childPath(moved, child.pathPart)
    return withPaths(withResource(changed, { ...child, path }), { ...child, path })
  }, draft)
}

// Recorded: GATEWAY.md 11.6: without `embed` each method is an empty object.
const toResource = (
  { id, parentId, pathPart, path, methods }: RestResource,
  embeds: boolean,
): Record<string, unknown> => ({
  id,
  parentId,
  pathPart: parentId === undefined ? undefined : pathPart,
  path,
  resourceMethods:
    methods.size === 0
      ? undefined
      : Object.fromEntries([...methods].map(([name, one]) => [name, embeds ? toMethod(one) : {}])),
})

export const resourceOperations: RestOperations = {
  CreateResource: createResource,
  DeleteResource: deleteResource,
  GetResource: getResource,
  GetResources: getResources,
  UpdateResource: updateResource,
}
