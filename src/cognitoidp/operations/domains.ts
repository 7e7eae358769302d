/** CreateUserPoolDomain, DescribeUserPoolDomain, UpdateUserPoolDomain, DeleteUserPoolDomain. */
import { withoutUndefined } from '../../core/without-undefined.ts'
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { domainNotFound, invalidParameter } from '../errors.ts'
import { findPool } from '../pools/find.ts'
import type { CognitoState, StoredDomain } from '../state.ts'
import { accessTo, accessToAll, type PoolInput } from './parts.ts'

interface DomainInput extends PoolInput {
  readonly Domain: string
}

interface SettingsInput extends DomainInput {
  readonly ManagedLoginVersion?: number
  readonly CustomDomainConfig?: { readonly CertificateArn: string }
}

const CLOUD_FRONT = 'd111111abcdef8.cloudfront.net'

const toOutput = ({ isCustom, managedLoginVersion }: StoredDomain): object => ({
  ManagedLoginVersion: managedLoginVersion,
  ...(isCustom && { CloudFrontDomain: CLOUD_FRONT }),
})

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolDomain.html */
export const createUserPoolDomain: Operation<CognitoState, SettingsInput, object> = defineOperation(
  {
    name: 'CreateUserPoolDomain',
    handles: ['UserPoolId', 'Domain', 'ManagedLoginVersion', 'CustomDomainConfig'],
    access: accessTo('CreateUserPoolDomain'),
    run(state, input, { world }) {
      const pool = findPool(state, input.UserPoolId)
      const { Domain: domain, CustomDomainConfig: custom } = input
      // Observed: public threads.
      if (state.domains.has(domain))
        throw invalidParameter('Domain already associated with another user pool.')
      const isCustom = custom !== undefined
      const others = [...state.domains.values()].filter(({ poolId }) => poolId === pool.id)
      // Unverified: the wording.
      if (others.some((each) => each.isCustom === isCustom))
        throw invalidParameter(`UserPool ${pool.id} already has a domain configured.`)
      // AWS: cognito-user-pools-assign-domain-prefix.html: these words are reserved.
      if (!isCustom && /aws|amazon|cognito/.test(domain))
        throw invalidParameter(
          'Domain cannot contain reserved word: ' + (/aws|amazon|cognito/.exec(domain)?.[0] ?? ''),
        )
      const stored: StoredDomain = {
        generation: world.generation,
        domain,
        poolId: pool.id,
        isCustom,
        managedLoginVersion: input.ManagedLoginVersion ?? 1,
        certificateArn: custom?.CertificateArn,
        declared: undefined,
      }
      state.domains.set(domain, stored)
      return toOutput(stored)
    },
  },
)

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolDomain.html */
export const describeUserPoolDomain: Operation<
  CognitoState,
  { readonly Domain: string },
  { readonly DomainDescription: Record<string, unknown> }
> = defineOperation({
  name: 'DescribeUserPoolDomain',
  handles: ['Domain'],
  access: accessToAll('DescribeUserPoolDomain'),
  run(state, { Domain }, { world }) {
    const stored = state.domains.get(Domain)
    // AWS answers an empty description for a domain that does not exist.
    if (!stored) return { DomainDescription: {} }
    return {
      DomainDescription: withoutUndefined({
        UserPoolId: stored.poolId,
        AWSAccountId: world.options.accountId,
        Domain: stored.domain,
        CloudFrontDistribution: CLOUD_FRONT,
        Status: 'ACTIVE',
        ManagedLoginVersion: stored.managedLoginVersion,
        CustomDomainConfig:
          stored.certificateArn === undefined ? {} : { CertificateArn: stored.certificateArn },
      }),
    }
  },
})

function findDomain(state: CognitoState, { UserPoolId, Domain }: DomainInput): StoredDomain {
  const pool = findPool(state, UserPoolId)
  const stored = state.domains.get(Domain)
  if (stored?.poolId !== pool.id) throw domainNotFound()
  return stored
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPoolDomain.html */
export const updateUserPoolDomain: Operation<CognitoState, SettingsInput, object> = defineOperation(
  {
    name: 'UpdateUserPoolDomain',
    handles: ['UserPoolId', 'Domain', 'ManagedLoginVersion', 'CustomDomainConfig'],
    access: accessTo('UpdateUserPoolDomain'),
    run(state, input) {
      const stored = findDomain(state, input)
      const { CustomDomainConfig, ManagedLoginVersion } = input
      const next = {
        ...stored,
        certificateArn: CustomDomainConfig?.CertificateArn ?? stored.certificateArn,
        managedLoginVersion: ManagedLoginVersion ?? stored.managedLoginVersion,
      }
      state.domains.set(stored.domain, next)
      return toOutput(next)
    },
  },
)

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolDomain.html */
export const deleteUserPoolDomain: Operation<CognitoState, DomainInput, object> = defineOperation({
  name: 'DeleteUserPoolDomain',
  handles: ['UserPoolId', 'Domain'],
  access: accessTo('DeleteUserPoolDomain'),
  run(state, input) {
    state.domains.delete(findDomain(state, input).domain)
    return {}
  },
})
