/**
 * Access control lists, which are disabled in new buckets.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
 */
import { createIds } from '../../core/ids.ts'
import { invalidArgument } from '../errors/requests.ts'

export interface Owner {
  /** The canonical id of an account: 64 hexadecimal digits. */
  readonly ID: string
}

export interface Grantee {
  readonly Type: string
  readonly ID?: string
  readonly URI?: string
  readonly EmailAddress?: string
  readonly DisplayName?: string
}

export interface Grant {
  readonly Grantee: Grantee
  readonly Permission: string
}

export interface Acl {
  readonly Owner: Owner
  readonly Grants: readonly Grant[]
}

/** Returns the owner that an account is in S3. */
export const ownerOf = (accountId: string): Owner => ({
  ID: createIds(`canonical ${accountId}`).text('owner', 64, '0123456789abcdef'),
})

const ALL_USERS = 'http://acs.amazonaws.com/groups/global/AllUsers'
const AUTHENTICATED_USERS = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers'
const LOG_DELIVERY = 'http://acs.amazonaws.com/groups/s3/LogDelivery'

const to = (URI: string, ...permissions: readonly string[]): Grant[] =>
  permissions.map((Permission) => ({ Grantee: { Type: 'Group', URI }, Permission }))

/** AWS: acl-overview.html#canned-acl. */
const CANNED: Readonly<Record<string, readonly Grant[]>> = {
  private: [],
  'public-read': to(ALL_USERS, 'READ'),
  'public-read-write': to(ALL_USERS, 'READ', 'WRITE'),
  'authenticated-read': to(AUTHENTICATED_USERS, 'READ'),
  'aws-exec-read': [],
  'bucket-owner-read': [],
  'bucket-owner-full-control': [],
  'log-delivery-write': to(LOG_DELIVERY, 'READ_ACP', 'WRITE'),
}

/** Returns the list that a canned ACL stands for. */
export function cannedAcl(name: string, owner: Owner): Acl {
  const grants = Object.hasOwn(CANNED, name) ? CANNED[name] : undefined
  // Recorded by peers (LocalStack): no message of its own.
  if (!grants) throw invalidArgument('', 'x-amz-acl', name)
  const full: Grant = { Grantee: { Type: 'CanonicalUser', ...owner }, Permission: 'FULL_CONTROL' }
  return { Owner: owner, Grants: [full, ...grants] }
}

export const GRANT_MEMBERS = {
  GrantFullControl: 'FULL_CONTROL',
  GrantRead: 'READ',
  GrantReadACP: 'READ_ACP',
  GrantWrite: 'WRITE',
  GrantWriteACP: 'WRITE_ACP',
} as const

export type GrantMembers = { readonly [Name in keyof typeof GRANT_MEMBERS]?: string }

export interface AclMembers extends GrantMembers {
  readonly ACL?: string
}

const GRANT_NAMES = Object.keys(GRANT_MEMBERS) as (keyof GrantMembers)[]

/** `id="...", uri="..."` */
export function grantsIn(members: GrantMembers): Grant[] {
  const grants: Grant[] = []
  for (const member of GRANT_NAMES) {
    const given = members[member]
    if (given === undefined) continue
    for (const text of given.split(',')) {
      grants.push({ Grantee: toGrantee(text.trim(), member), Permission: GRANT_MEMBERS[member] })
    }
  }
  return grants
}

function toGrantee(text: string, member: string): Grantee {
  const [, type, value = ''] = /^(\w+)="?([^"]*)"?$/.exec(text) ?? []
  switch (type) {
    case 'id':
      return { Type: 'CanonicalUser', ID: checkCanonicalId(value, 'id') }
    case 'uri':
      return { Type: 'Group', URI: checkGroup(value, 'uri') }
    case 'emailAddress':
      return { Type: 'AmazonCustomerByEmail', EmailAddress: value }
    default: {
      const header = member.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()
      // Recorded by peers (LocalStack).
      throw invalidArgument('Argument format not recognized', `x-amz-${header}`, text)
    }
  }
}

/** Recorded by peers (LocalStack). */
export function checkCanonicalId(id: string, name: string): string {
  if (/^[0-9a-f]{64}$/.test(id)) return id
  throw invalidArgument('Invalid id', name, id)
}

/** Recorded by peers (LocalStack). */
export function checkGroup(uri: string, name: string): string {
  if ([ALL_USERS, AUTHENTICATED_USERS, LOG_DELIVERY].includes(uri)) return uri
  throw invalidArgument('Invalid group uri', name, uri)
}

/** Whether a list gives everyone a permission. */
export const isForEveryone = (acl: Acl | undefined, permission: 'READ' | 'WRITE'): boolean =>
  acl?.Grants.some(
    ({ Grantee, Permission }) =>
      Grantee.URI === ALL_USERS && (Permission === permission || Permission === 'FULL_CONTROL'),
  ) ?? false
