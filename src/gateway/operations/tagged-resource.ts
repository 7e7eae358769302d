/** The resources of API Gateway that have tags, by their ARNs. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging-supported-resources.html
import { parseArn } from '../../core/arn.ts'
import { toTagMap, type Tags } from '../../core/resources/tags.ts'
import type { World } from '../../core/world/world.ts'
import type { StageSettings } from '../api/deployments.ts'
import { setApi, type GatewayState } from '../api/state.ts'
import { domainOf, saveDomain } from '../control/domain-names.ts'
import { withEntry } from '../control/entries.ts'
import { badRequest, invalidId, invalidIdentifier } from '../control/errors.ts'
import { tagsOf } from '../control/tags.ts'
import { apiKeyOf, planOfId } from '../control/usage.ts'
import { restApiOf, saveDraft as saveRestDraft } from '../draft/rest-draft.ts'
import { saveApi, saveDraft, v2ApiOf, withStages } from '../draft/v2-api.ts'

export interface TaggedResource {
  readonly tags: Tags
  save(tags: Tags): void
}

/** Throws BadRequestException for another ARN, and NotFoundException for an unknown resource. */
// Unverified: the wording for an ARN of anything else
export function taggedResource(state: GatewayState, world: World, arn: string): TaggedResource {
  const { service, resource = '' } = parseArn(arn) ?? {}
  const [kind, id = '', part, name = ''] = resource.replace(/^\//, '').split('/')
  if (service === 'apigateway') {
    if (part === 'stages' && kind === 'restapis') return restStage(state, world, id, name)
    if (part === 'stages' && kind === 'apis') return v2Stage(state, world, id, name)
    const find = part === undefined ? FINDERS[kind ?? ''] : undefined
    if (find) return find(state, world, id)
  }
  throw badRequest('Invalid ARN specified in the request')
}

type Finder = (state: GatewayState, world: World, id: string) => TaggedResource

const FINDERS: Readonly<Record<string, Finder>> = {
  restapis(state, world, id) {
    const { api, draft } = restApiOf(state, world, id)
    return { tags: draft.tags, save: (tags) => saveRestDraft(state, api, { ...draft, tags }) }
  },
  apis(state, world, id) {
    const drafted = v2ApiOf(state, world, id)
    return {
      tags: drafted.draft.tags,
      save: (tags) => void saveDraft(state, world, drafted, { tags }),
    }
  },
  apikeys({ usage, ...state }, _world, id) {
    const key = apiKeyOf({ ...state, usage }, id)
    return { tags: key.tags, save: (tags) => usage.keys.set(key.value, { ...key, tags }) }
  },
  usageplans({ usage, ...state }, _world, id) {
    const plan = planOfId({ ...state, usage }, id)
    return { tags: plan.tags, save: (tags) => usage.plans.set(id, { ...plan, tags }) }
  },
  domainnames(state, _world, id) {
    const domain = domainOf(state, decodeURIComponent(id))
    return { tags: domain.tags, save: (tags) => saveDomain(state, { ...domain, tags }) }
  },
}

/** The tags of a stage are among the members that only answers show, as its kind of API names them. */
const tagsOfStage = ({ shown }: StageSettings, member: 'tags' | 'Tags'): Tags =>
  tagsOf(shown?.[member] as Readonly<Record<string, string>> | undefined)

const withStageTags = <Stage extends StageSettings>(
  stage: Stage,
  member: 'tags' | 'Tags',
  tags: Tags,
): Stage => ({ ...stage, shown: { ...stage.shown, [member]: toTagMap(tags) } })

function restStage(state: GatewayState, world: World, id: string, name: string): TaggedResource {
  const { api } = restApiOf(state, world, id)
  const stage = api.stages.get(name)
  if (!stage) throw invalidIdentifier('Stage')
  return {
    tags: tagsOfStage(stage, 'tags'),
    save(tags) {
      const stages = withEntry(api.stages, name, withStageTags(stage, 'tags', tags))
      setApi(state, { ...api, stages })
    },
  }
}

function v2Stage(state: GatewayState, world: World, id: string, name: string): TaggedResource {
  const drafted = v2ApiOf(state, world, id)
  const stage = drafted.api.stages.get(name)
  if (!stage) throw invalidId('Stage', name)
  return {
    tags: tagsOfStage(stage, 'Tags'),
    save: (tags) =>
      saveApi(
        state,
        withStages(drafted, (all) => {
          const before = all.get(name)
          return before ? withEntry(all, name, withStageTags(before, 'Tags', tags)) : all
        }),
      ),
  }
}
