import { addTags, NO_TAGS, pairsOfList, type Tags } from '../../core/resources/tags.ts'
import type { Access, Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import * as errors from '../errors.ts'
import type { Session, StsState } from '../state.ts'
import { accountArn, identityOf, roleIdOf } from './caller.ts'
import {
  checkDuration,
  checkPolicy,
  issue,
  keysOfDevice,
  packedSize,
  roleNameOf,
  type Credentials,
} from './sessions.ts'

interface Input {
  readonly RoleArn: string
  readonly RoleSessionName: string
  readonly DurationSeconds?: number
  readonly Policy?: string
  readonly PolicyArns?: readonly { readonly arn?: string }[]
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[]
  readonly TransitiveTagKeys?: readonly string[]
  readonly SourceIdentity?: string
  readonly ExternalId?: string
  readonly TokenCode?: string
}

interface Output {
  readonly Credentials: Credentials
  readonly AssumedRoleUser: { readonly AssumedRoleId: string; readonly Arn: string }
  readonly PackedPolicySize?: number
  readonly SourceIdentity?: string
}

const DEFAULT_SECONDS = 3_600

/** AWS: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const assumeRole: Operation<StsState, Input, Output> = defineOperation({
  name: 'AssumeRole',
  // ExternalId, SerialNumber and TokenCode are conditions of a role's trust policy. Any code of a
  // device is accepted.
  handles: [
    'RoleArn',
    'RoleSessionName',
    'DurationSeconds',
    'Policy',
    'PolicyArns.arn',
    'Tags',
    'TransitiveTagKeys',
    'ExternalId',
    'SerialNumber',
    'TokenCode',
    'SourceIdentity',
  ],
  access: accessOf,
  run(state, input, { world, record }) {
    const { RoleArn, RoleSessionName, DurationSeconds, Policy, PolicyArns = [] } = input
    const role = roleNameOf(RoleArn)
    const { session: caller } = identityOf(world, state, record)
    const isChained = caller?.roleArn !== undefined
    if (isChained && (DurationSeconds ?? 0) > DEFAULT_SECONDS) throw errors.chainedTooLong()
    checkPolicy(Policy)
    checkDuration(world, RoleArn, DurationSeconds ?? DEFAULT_SECONDS)
    const tags = tagsOf(input, caller)
    const id = `${roleIdOf(world, state, RoleArn)}:${RoleSessionName}`
    const local = accountArn(world, 'sts', `assumed-role/${role.name}/${RoleSessionName}`)
    const arn = local.replace(world.options.accountId, role.account)
    const policyArns = PolicyArns.flatMap(({ arn: policyArn }) => policyArn ?? [])
    const sourceIdentity = input.SourceIdentity ?? caller?.sourceIdentity
    const session = {
      userId: id,
      arn,
      roleArn: RoleArn,
      tags: tags.all,
      transitiveTagKeys: tags.transitive,
      sourceIdentity,
      policy: Policy,
      policyArns,
      keys: {},
    }
    const given = [...(input.Tags ?? [])].flatMap(({ Key, Value }) => [Key, Value])
    return {
      Credentials: issue(world, state, session, DurationSeconds ?? DEFAULT_SECONDS),
      AssumedRoleUser: { AssumedRoleId: id, Arn: arn },
      ...packedSize([Policy, ...policyArns, ...given]),
      ...(sourceIdentity !== undefined && { SourceIdentity: sourceIdentity }),
    }
  },
})

/**
 * Tags and a source identity need permissions of their own, from the caller and from the trust
 * policy. AWS: id_session-tags.html, id_credentials_temp_control-access_monitor.html
 */
function accessOf(input: Input): Access[] {
  const { RoleArn: resource, Tags = [], SourceIdentity } = input
  const context = contextOf(input)
  return [
    { action: 'sts:AssumeRole', resource, context },
    ...(Tags.length > 0 ? [{ action: 'sts:TagSession', resource, context }] : []),
    ...(SourceIdentity === undefined
      ? []
      : [{ action: 'sts:SetSourceIdentity', resource, context }]),
  ]
}

/** AWS: reference_policies_iam-condition-keys.html */
function contextOf(input: Input): NonNullable<Access['context']> {
  const { ExternalId, SourceIdentity, TransitiveTagKeys, TokenCode } = input
  return {
    'sts:RoleSessionName': input.RoleSessionName,
    ...(ExternalId !== undefined && { 'sts:ExternalId': ExternalId }),
    ...(SourceIdentity !== undefined && { 'sts:SourceIdentity': SourceIdentity }),
    ...(TransitiveTagKeys && { 'sts:TransitiveTagKeys': TransitiveTagKeys }),
    ...keysOfDevice(TokenCode),
  }
}

/** The session's tags: those of the request, and the transitive ones of the calling session. */
function tagsOf(
  { Tags: given = [], TransitiveTagKeys = [] }: Input,
  caller: Session | undefined,
): { readonly all: Tags; readonly transitive: readonly string[] } {
  const keys = given.map(({ Key }) => Key.toLowerCase())
  if (new Set(keys).size < keys.length) throw errors.duplicateTagKeys()
  const isMissing = (key: string): boolean => !keys.includes(key.toLowerCase())
  if (TransitiveTagKeys.some(isMissing)) throw errors.transitiveTagMissing()
  const inherited = caller?.transitiveTagKeys ?? []
  if (inherited.some((key) => !isMissing(key))) throw errors.tagConflict()
  const inheritedTags = [...(caller?.tags ?? NO_TAGS)].filter(([key]) => inherited.includes(key))
  const all = addTags(new Map(inheritedTags), pairsOfList(given), {
    rules: { ignoresCase: true },
    refuse: (flaw) => errors.validation(`The tag at position ${flaw.rule} is not valid.`),
  })
  return { all, transitive: [...inherited, ...TransitiveTagKeys] }
}
