/** Users, groups and roles: how requests name them, and changes to them. */
import { partitionOf } from '../../../core/arn.ts'
import type { Access, World } from '../../../core/world/world.ts'
import * as errors from '../../errors.ts'
import {
  changed,
  type Group,
  type IamState,
  type PolicyHolder,
  type Role,
  type User,
} from '../../state.ts'

export type Kind = 'role' | 'user' | 'group'

/** What the three kinds of holders differ in. */
export interface HolderKind<Holder extends PolicyHolder = PolicyHolder> {
  readonly kind: Kind
  /** `Role`: in the names of operations and members. */
  readonly title: 'Role' | 'User' | 'Group'
  readonly idPrefix: 'AROA' | 'AIDA' | 'AGPA'
  readonly of: (state: IamState) => {
    get(name: string): Holder | undefined
    set(name: string, holder: Holder): unknown
    has(name: string): boolean
    values(): Iterable<Holder>
  }
}

export const ROLE: HolderKind<Role> = {
  kind: 'role',
  title: 'Role',
  idPrefix: 'AROA',
  of: ({ roles }) => roles,
}
export const USER: HolderKind<User> = {
  kind: 'user',
  title: 'User',
  idPrefix: 'AIDA',
  of: ({ users }) => users,
}
export const GROUP: HolderKind<Group> = {
  kind: 'group',
  title: 'Group',
  idPrefix: 'AGPA',
  of: ({ groups }) => groups,
}

const ID_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

export const newId = (world: World, prefix: string): string =>
  `${prefix}${world.ids.text('iam-id', 17, ID_CHARACTERS)}`

/** `arn:aws:iam::123456789012:role/app/r` */
export const arnOf = ({ options }: World, type: string, path: string, name: string): string =>
  `arn:${partitionOf(options.region)}:iam::${options.accountId}:${type}${path}${name}`

export function find<Holder extends PolicyHolder>(
  { kind, of }: HolderKind<Holder>,
  state: IamState,
  name: string,
): Holder {
  const found = of(state).get(name)
  if (!found) throw errors.holderNotFound(kind, name)
  return found
}

/** Keeps a holder in its new form. */
export function keep<Holder extends PolicyHolder>(
  { of }: HolderKind<Holder>,
  state: IamState,
  holder: Holder,
): void {
  of(state).set(holder.name, holder)
  changed(state)
}

/** AWS: names of one kind differ in more than case. */
export function checkFree({ kind, of }: HolderKind, state: IamState, name: string): void {
  const lower = name.toLowerCase()
  for (const other of of(state).values())
    if (other.name.toLowerCase() === lower) throw errors.holderExists(kind, name)
}

/** The ARN of a named holder, which may not exist. */
export const accessedArn = (
  world: World,
  { kind }: Pick<HolderKind, 'kind'>,
  name: string,
  path = '/',
): string => arnOf(world, kind, path, name)

interface Named {
  readonly RoleName?: string
  readonly UserName?: string
  readonly GroupName?: string
  readonly Path?: string
}

/** The holder's name in an input: its member `RoleName`, `UserName` or `GroupName`. */
export const nameIn = (input: object, { title }: Pick<HolderKind, 'title'>): string =>
  (input as Named)[`${title}Name`] ?? ''

/** The permission for an action on the holder that the input names. */
export const accessTo =
  (holderKind: Pick<HolderKind, 'kind' | 'title'>, action: string) =>
  (input: object, world: World): readonly Access[] => {
    const named = input as Named
    const name = named[`${holderKind.title}Name`] ?? '*'
    return [{ action: `iam:${action}`, resource: accessedArn(world, holderKind, name, named.Path) }]
  }

/** The permission for an action that names no resource. */
export const accessToAll = (action: string) => (): readonly Access[] => [
  { action: `iam:${action}`, resource: '*' },
]
