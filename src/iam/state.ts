/** IAM's state in one account. */
import { CopyOnWriteMap } from '../core/collections/copy-on-write-map.ts'
import type { Tags } from '../core/resources/tags.ts'
import type { Declared } from '../core/world/generation.ts'
import type { TemporaryCredentials } from '../core/world/identity-ports.ts'

/** A user, group or role: what can have policies. Immutable: worlds share it. */
export interface PolicyHolder extends Declared {
  readonly name: string
  /** `/`, or `/team/`. */
  readonly path: string
  readonly id: string
  readonly arn: string
  /** Milliseconds since 1970. */
  readonly createdAt: number
  /** Documents by name. */
  readonly inline: ReadonlyMap<string, string>
  /** The ARNs of managed policies, in the order of their attachment. */
  readonly attached: readonly string[]
}

export interface Role extends PolicyHolder {
  readonly trustPolicy: string
  readonly description: string | undefined
  /** In seconds. */
  readonly maxSessionDuration: number
  /** The ARN of a managed policy. */
  readonly boundary: string | undefined
  readonly tags: Tags
  /** As `createRole` made it, which a reset returns to. Undefined for roles of the API. */
  readonly declared: Role | undefined
}

export interface User extends PolicyHolder {
  readonly boundary: string | undefined
  readonly tags: Tags
  /** Names, in the order in which the user joined. */
  readonly groups: readonly string[]
}

export type Group = PolicyHolder

export interface PolicyVersion {
  /** `v1` */
  readonly id: string
  readonly document: string
  readonly createdAt: number
}

/** A managed policy of the customer. */
export interface ManagedPolicy extends Declared {
  readonly name: string
  readonly path: string
  readonly id: string
  readonly arn: string
  readonly description: string | undefined
  /** Oldest first. */
  readonly versions: readonly PolicyVersion[]
  readonly defaultVersion: string
  readonly newestVersion: number
  readonly createdAt: number
  readonly updatedAt: number
  readonly tags: Tags
}

export interface AccessKey {
  readonly id: string
  readonly secret: string
  readonly userName: string
  readonly isActive: boolean
  readonly createdAt: number
}

export interface InstanceProfile extends Declared {
  readonly name: string
  readonly path: string
  readonly id: string
  readonly arn: string
  readonly createdAt: number
  readonly role: string | undefined
  readonly tags: Tags
}

export interface OpenIdConnectProvider extends Declared {
  readonly arn: string
  /** Without `https://`. */
  readonly url: string
  /** The audiences of tokens that it vouches for. */
  readonly clientIds: readonly string[]
  readonly thumbprints: readonly string[]
  readonly createdAt: number
  readonly tags: Tags
}

export interface IamState {
  /** By name. */
  readonly roles: CopyOnWriteMap<string, Role>
  readonly users: CopyOnWriteMap<string, User>
  readonly groups: CopyOnWriteMap<string, Group>
  /** By ARN. */
  readonly policies: CopyOnWriteMap<string, ManagedPolicy>
  /** By access key id. */
  readonly accessKeys: CopyOnWriteMap<string, AccessKey>
  readonly instanceProfiles: CopyOnWriteMap<string, InstanceProfile>
  /** By ARN. */
  readonly oidcProviders: CopyOnWriteMap<string, OpenIdConnectProvider>
  /** The account's only alias, under its own name. */
  readonly aliases: CopyOnWriteMap<string, true>
  /** The credentials of `region.as`, by the ARN of the role or user. */
  readonly acting: CopyOnWriteMap<string, TemporaryCredentials>
  /** Another value after each change, for what is computed from policies. */
  revision: object
}

export const createState = (): IamState => ({
  roles: new CopyOnWriteMap(),
  users: new CopyOnWriteMap(),
  groups: new CopyOnWriteMap(),
  policies: new CopyOnWriteMap(),
  accessKeys: new CopyOnWriteMap(),
  instanceProfiles: new CopyOnWriteMap(),
  oidcProviders: new CopyOnWriteMap(),
  aliases: new CopyOnWriteMap(),
  acting: new CopyOnWriteMap(),
  revision: {},
})

export const forkState = (state: IamState): IamState => ({
  roles: state.roles.fork(),
  users: state.users.fork(),
  groups: state.groups.fork(),
  policies: state.policies.fork(),
  accessKeys: state.accessKeys.fork(),
  instanceProfiles: state.instanceProfiles.fork(),
  oidcProviders: state.oidcProviders.fork(),
  aliases: state.aliases.fork(),
  acting: state.acting.fork(),
  revision: {},
})

/** Definitions stay. Roles of `createRole` return to their declaration. */
export function resetState(state: IamState): void {
  for (const [name, { declared }] of [...state.roles]) {
    if (declared) state.roles.set(name, { ...declared, declared })
  }
  // STS ends its sessions as well.
  for (const arn of [...state.acting.keys()]) state.acting.delete(arn)
  changed(state)
}

/** Notes that something changed which decisions depend on. */
export function changed(state: IamState): void {
  state.revision = {}
}
