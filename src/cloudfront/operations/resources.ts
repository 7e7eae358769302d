/**
 * The operations that policies, access controls and keys have in common: create, get, update,
 * delete, list.
 */
import type { CopyOnWriteMap } from '../../core/collections/copy-on-write-map.ts'
import type { Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import type { CloudFrontErrorCode, CloudFrontOperation } from '../api/model.ts'
import { behaviorsOf, itemsOf } from '../distributions/config.ts'
import type { DistributionConfig } from '../distributions/config.ts'
import { newETag } from '../distributions/names.ts'
import { alreadyExists, illegalOfManaged, inUse, notFound } from '../errors.ts'
import { pageOf, type PageInput } from '../resources/page.ts'
import { checkETag } from '../resources/preconditions.ts'
import type { Stored } from '../resources/stored.ts'
import type { CloudFrontState } from '../state.ts'

interface Named {
  readonly Name: string
}

/** One type of resource. */
export interface ResourceType<Config extends Named> {
  /** `CachePolicy` */
  readonly name: string
  /** `CachePolicies` */
  readonly plural: string
  readonly noun: string
  /** The members of the configuration that are handled. */
  readonly handles: readonly string[]
  readonly missing: Extract<CloudFrontErrorCode, `NoSuch${string}`>
  readonly taken: CloudFrontErrorCode
  readonly used: CloudFrontErrorCode
  /** The name of the member with its time. Default: none. */
  readonly time?: 'LastModifiedTime' | 'CreatedTime'
  /** AWS's own. */
  readonly managed?: ReadonlyMap<string, Config>
  mapOf(state: CloudFrontState): CopyOnWriteMap<string, Stored<Config>>
  newId(world: World): string
  check?(config: Config, state: CloudFrontState): void
  /** Throws if a changed configuration may not replace another. */
  checkChange?(before: Config, after: Config): void
  isUsedBy(config: DistributionConfig, id: string): boolean
  /** Other users than distributions. */
  isUsedIn?(state: CloudFrontState, id: string): boolean
  /** An entry of the list. */
  toEntry(stored: Stored<Config>, shown: object, isManaged: boolean): object
  /** Whether the list says that it is complete. */
  readonly hasMarkers?: boolean
}

/** AWS: creation keeps a name unique. */
export function createStored<Config extends Named>(
  type: ResourceType<Config>,
  state: CloudFrontState,
  world: World,
  config: Config,
  isDeclared = false,
): Stored<Config> {
  type.check?.(config, state)
  const map = type.mapOf(state)
  if (isTaken(type, map, config.Name, undefined)) throw alreadyExists(type.taken, type.noun)
  const stored: Stored<Config> = {
    id: type.newId(world),
    eTag: newETag(world),
    config,
    modifiedAt: world.clock.now(),
    generation: world.generation,
    isDeclared,
  }
  map.set(stored.id, stored)
  return stored
}

const isTaken = <Config extends Named>(
  { managed }: ResourceType<Config>,
  map: CopyOnWriteMap<string, Stored<Config>>,
  name: string,
  except: string | undefined,
): boolean =>
  [...map.values()].some(({ id, config }) => config.Name === name && id !== except) ||
  [...(managed?.values() ?? [])].some(({ Name }) => Name === name)

/** The operations on one type of resource. */
export function resourceOperations<Config extends Named>(
  type: ResourceType<Config>,
): Readonly<Record<string, Operation<CloudFrontState>>> {
  const made = [
    ...[createOf(type), getOf(type), getConfigOf(type)],
    ...[updateOf(type), deleteOf(type), listOf(type)],
  ]
  return Object.fromEntries(made.map((operation) => [operation.name, operation]))
}

const named = (verb: string, noun: string): CloudFrontOperation =>
  `${verb}${noun}` as CloudFrontOperation

const configHandles = ({
  name,
  handles,
}: Pick<ResourceType<Named>, 'name' | 'handles'>): readonly string[] =>
  handles.map((member) => `${name}Config.${member}`)

const configIn = <Config extends Named>({ name }: ResourceType<Config>, input: object): Config =>
  Reflect.get(input, `${name}Config`) as Config

const show = <Config extends Named>(
  { name, time }: ResourceType<Config>,
  { id, config, modifiedAt }: Stored<Config>,
): object => ({
  Id: id,
  ...(time && { [time]: new Date(modifiedAt) }),
  [`${name}Config`]: config,
})

function find<Config extends Named>(
  { mapOf, managed, missing }: ResourceType<Config>,
  state: CloudFrontState,
  id: string,
): Stored<Config> {
  const own = mapOf(state).get(id)
  if (own) return own
  const config = managed?.get(id)
  if (!config) throw notFound(missing)
  return managedAs(id, config)
}

function changeable<Config extends Named>(
  type: ResourceType<Config>,
  state: CloudFrontState,
  { Id, IfMatch }: Change,
  code: 'IllegalDelete' | 'IllegalUpdate',
): Stored<Config> {
  const stored = find(type, state, Id)
  if (type.managed?.has(Id) === true) throw illegalOfManaged(code)
  checkETag(stored.eTag, IfMatch)
  return stored
}

const createOf = <Config extends Named>(type: ResourceType<Config>) =>
  defineOperation({
    name: named('Create', type.name),
    handles: configHandles(type),
    run(state: CloudFrontState, input: object, { world }) {
      const stored = createStored(type, state, world, configIn(type, input))
      const path = type.plural.replace(/(?!^)[A-Z]/g, '-$&').toLowerCase()
      return {
        [type.name]: show(type, stored),
        Location: `https://cloudfront.amazonaws.com/2020-05-31/${path}/${stored.id}`,
        ETag: stored.eTag,
      }
    },
  })

const getOf = <Config extends Named>(type: ResourceType<Config>) =>
  defineOperation({
    name: named('Get', type.name),
    handles: ['Id'],
    run(state: CloudFrontState, { Id }: { readonly Id: string }) {
      const stored = find(type, state, Id)
      return { [type.name]: show(type, stored), ETag: stored.eTag }
    },
  })

const getConfigOf = <Config extends Named>(type: ResourceType<Config>) =>
  defineOperation({
    name: named('Get', `${type.name}Config`),
    handles: ['Id'],
    run(state: CloudFrontState, { Id }: { readonly Id: string }) {
      const { config, eTag } = find(type, state, Id)
      return { [`${type.name}Config`]: config, ETag: eTag }
    },
  })

const updateOf = <Config extends Named>(type: ResourceType<Config>) =>
  defineOperation({
    name: named('Update', type.name),
    handles: ['Id', 'IfMatch', ...configHandles(type)],
    run(state: CloudFrontState, input: Change, { world }) {
      const config = configIn(type, input)
      const stored = changeable(type, state, input, 'IllegalUpdate')
      type.check?.(config, state)
      type.checkChange?.(stored.config, config)
      const map = type.mapOf(state)
      if (isTaken(type, map, config.Name, input.Id)) throw alreadyExists(type.taken, type.noun)
      const changed = { ...stored, config, eTag: newETag(world), modifiedAt: world.clock.now() }
      map.set(input.Id, changed)
      return { [type.name]: show(type, changed), ETag: changed.eTag }
    },
  })

const deleteOf = <Config extends Named>(type: ResourceType<Config>) =>
  defineOperation({
    name: named('Delete', type.name),
    handles: ['Id', 'IfMatch'],
    run(state: CloudFrontState, input: Change) {
      changeable(type, state, input, 'IllegalDelete')
      const isUsed =
        [...state.distributions.values()].some(({ config }) => type.isUsedBy(config, input.Id)) ||
        type.isUsedIn?.(state, input.Id) === true
      if (isUsed) throw inUse(type.used, type.noun)
      type.mapOf(state).delete(input.Id)
      return {}
    },
  })

const listOf = <Config extends Named>(type: ResourceType<Config>) =>
  defineOperation({
    name: named('List', type.plural),
    handles: type.managed ? ['Type', 'Marker', 'MaxItems'] : ['Marker', 'MaxItems'],
    run(state: CloudFrontState, input: PageInput & { readonly Type?: 'managed' | 'custom' }) {
      const { managed } = type
      const own = [...type.mapOf(state).values()]
      const ofAws = [...(managed ?? [])].map(([id, config]) => managedAs(id, config))
      const { Type } = input
      const all = [...(Type === 'custom' ? [] : ofAws), ...(Type === 'managed' ? [] : own)]
      const { items, next, max } = pageOf(all, input, ({ id }) => id)
      return {
        [`${type.name}List`]: {
          ...(next !== undefined && { NextMarker: next }),
          MaxItems: max,
          Quantity: items.length,
          ...(type.hasMarkers === true && {
            Marker: input.Marker ?? '',
            IsTruncated: next !== undefined,
          }),
          Items: items.map((stored) =>
            type.toEntry(stored, show(type, stored), managed?.has(stored.id) === true),
          ),
        },
      }
    },
  })

interface Change {
  readonly Id: string
  readonly IfMatch?: string
}

const managedAs = <Config>(id: string, config: Config): Stored<Config> => ({
  id,
  // Unverified: the version of a managed policy.
  eTag: 'E23ZP02F085DFQ',
  config,
  modifiedAt: 0,
  generation: 0,
  isDeclared: true,
})

/** Whether a behavior of a distribution names an id in one of its members. */
export const inBehaviors =
  (member: 'CachePolicyId' | 'OriginRequestPolicyId' | 'ResponseHeadersPolicyId') =>
  (config: DistributionConfig, id: string): boolean =>
    behaviorsOf(config).some((behavior) => behavior[member] === id)

export const inKeyGroups = (config: DistributionConfig, id: string): boolean =>
  behaviorsOf(config).some(({ TrustedKeyGroups }) => itemsOf(TrustedKeyGroups).includes(id))

export const inOrigins = (config: DistributionConfig, id: string): boolean =>
  itemsOf(config.Origins).some(({ OriginAccessControlId }) => OriginAccessControlId === id)
