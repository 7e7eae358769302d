/**
 * AWS: CreateVpcLink, GetVpcLink, GetVpcLinks, UpdateVpcLink, DeleteVpcLink. There is no network
 * here: the backend of the integration's URL answers, whatever the link.
 */
import type { World } from '../../../core/world/world.ts'
import type { GatewayState } from '../../api/state.ts'
import type { VpcLink } from '../../api/vpc-links.ts'
import { badRequest, invalidIdentifier } from '../../control/errors.ts'
import { withEntry, withoutEntry } from '../../control/entries.ts'
import { listed, type PositionInput } from '../../control/page.ts'
import {
  applyPatches,
  replaceOptionalText,
  replaceText,
  type PatchRule,
} from '../../control/patch.ts'
import { restApiOf } from '../../draft/rest-draft.ts'
import { defineRest, type RestOperations } from '../rest/define.ts'
import type { PatchInput } from '../rest/rest-apis.ts'

type CreateInput = Pick<VpcLink, 'name' | 'targetArns'> & Partial<VpcLink>

const createVpcLink = defineRest({
  name: 'CreateVpcLink',
  verb: 'POST',
  path: '/vpclinks',
  handles: ['name', 'description', 'targetArns', 'tags'],
  run(state: GatewayState, { name, description, targetArns, tags }: CreateInput, { world }) {
    const link = { id: world.ids.text('vpc-link', 6), name, description, targetArns, tags }
    state.vpcLinks = withEntry(state.vpcLinks, link.id, link)
    return toOutput(link)
  },
})

interface Input {
  readonly vpcLinkId: string
}

const PATH = '/vpclinks/{vpcLinkId}'

const getVpcLink = defineRest({
  name: 'GetVpcLink',
  verb: 'GET',
  path: PATH,
  handles: [],
  run: (state: GatewayState, input: Input) => toOutput(linkOf(state, input)),
})

const getVpcLinks = defineRest({
  name: 'GetVpcLinks',
  verb: 'GET',
  path: '/vpclinks',
  handles: ['position', 'limit'],
  run: (state: GatewayState, input: PositionInput, { world }) =>
    listed(world, [...state.vpcLinks.values()], 'GetVpcLinks', input, {
      keyOf: ({ id }) => id,
      toOutput,
    }),
})

const updateVpcLink = defineRest({
  name: 'UpdateVpcLink',
  verb: 'PATCH',
  path: PATH,
  handles: ['patchOperations'],
  run(state: GatewayState, input: Input & PatchInput) {
    const updated = applyPatches(linkOf(state, input), input.patchOperations, RULES)
    state.vpcLinks = withEntry(state.vpcLinks, updated.id, updated)
    return toOutput(updated)
  },
})

const deleteVpcLink = defineRest({
  name: 'DeleteVpcLink',
  verb: 'DELETE',
  path: PATH,
  handles: [],
  run(state: GatewayState, input: Input, { world }) {
    const { id } = linkOf(state, input)
    const uses = usesOf(state, world, id)
    // Seen: public reports of CloudFormation and Terraform.
    if (uses.length > 0)
      throw badRequest(
        `Cannot delete vpc link. Vpc link '${id}', is referenced in [${uses.join(', ')}] in format of [Method:Resource:Stage].`,
      )
    state.vpcLinks = withoutEntry(state.vpcLinks, id)
    return {}
  },
})

function linkOf(state: GatewayState, { vpcLinkId }: Input): VpcLink {
  const link = state.vpcLinks.get(vpcLinkId)
  // Unverified: the wording, which is that of the other resources.
  if (!link) throw invalidIdentifier('Vpc Link')
  return link
}

// Unverified: an edit that is not deployed counts already.
function usesOf(state: GatewayState, world: World, id: string): readonly string[] {
  return [...state.apis.values()].flatMap((api) => {
    if (api.type !== 'rest') return []
    const methods = [...restApiOf(state, world, api.id).draft.resources.values()].flatMap(
      ({ id: resource, methods: all }) =>
        [...all.values()]
          .filter(({ integration }) => integration?.connectionId === id)
          .map(({ httpMethod }) => `${httpMethod}:${resource}`),
    )
    return [...api.stages.keys()].flatMap((stage) => methods.map((method) => `${method}:${stage}`))
  })
}

// AWS: API_GetVpcLink.html (status). Unverified: the link is available at once.
const toOutput = (link: VpcLink): Record<string, unknown> => ({
  ...link,
  status: 'AVAILABLE',
  statusMessage: 'Your vpc link is ready for use',
})

// AWS: patch-operations.html#UpdateVpcLink-Patch
const RULES: readonly PatchRule<VpcLink>[] = [
  replaceText('name'),
  replaceOptionalText('description'),
]

export const vpcLinkOperations: RestOperations = {
  CreateVpcLink: createVpcLink,
  DeleteVpcLink: deleteVpcLink,
  GetVpcLink: getVpcLink,
  GetVpcLinks: getVpcLinks,
  UpdateVpcLink: updateVpcLink,
}
