/** CreateGrant, ListGrants, ListRetirableGrants, RevokeGrant, RetireGrant. */
import { isDeepStrictEqual } from 'node:util'
import { parseArn } from '../../core/arn.ts'
import { paginate } from '../../core/resources/paging.ts'
import { withoutUndefined } from '../../core/without-undefined.ts'
import type { Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import * as errors from '../errors.ts'
import { grantsOf, SYMMETRIC_OPERATIONS } from '../grants.ts'
import { checkState, findKey } from '../keys.ts'
import type { GrantTerms, KmsState, StoredGrant, StoredKey } from '../state.ts'
import { accessTo, endDryRun, type KeyInput, type Nothing, type TryInput } from './parts.ts'

interface CreateInput extends KeyInput, TryInput, GrantTerms {}

const FOR_ALL = ['CreateGrant', 'DescribeKey', 'RetireGrant']

/** AWS: grants.html#terms-grant-operations: the operations that a grant on a key can allow. */
function operationsOf({ spec, usage }: StoredKey): readonly string[] {
  if (usage === 'GENERATE_VERIFY_MAC') return [...FOR_ALL, 'GenerateMac', 'VerifyMac']
  if (usage === 'SIGN_VERIFY') return [...FOR_ALL, 'Sign', 'Verify', 'GetPublicKey']
  if (spec === 'SYMMETRIC_DEFAULT') return [...FOR_ALL, ...SYMMETRIC_OPERATIONS]
  return [...FOR_ALL, 'Encrypt', 'Decrypt', 'ReEncryptFrom', 'ReEncryptTo', 'GetPublicKey']
}

interface GrantAnswer {
  readonly GrantToken: string
  readonly GrantId: string
}

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html */
export const createGrant: Operation<KmsState, CreateInput, GrantAnswer> = defineOperation({
  name: 'CreateGrant',
  handles: [
    'KeyId',
    'GranteePrincipal',
    'RetiringPrincipal',
    'Operations',
    'Constraints',
    'GrantTokens',
    'Name',
    'DryRun',
  ],
  access: accessTo('CreateGrant'),
  run(state, input: CreateInput, { world }) {
    const key = findKey(world, state, input.KeyId)
    checkState(key)
    const { GranteePrincipal, RetiringPrincipal, Operations, Constraints, Name } = input
    for (const principal of [GranteePrincipal, RetiringPrincipal]) {
      if (principal !== undefined && !isPrincipal(principal)) throw errors.arnInvalid(principal)
    }
    const possible = operationsOf(key)
    const wrong = Operations.find((operation) => !possible.includes(operation))
    if (wrong !== undefined) throw errors.grantOperation(wrong, key.spec, key.usage)
    endDryRun(input)
    const terms = withoutUndefined({
      GranteePrincipal,
      RetiringPrincipal,
      Operations: [...new Set(Operations)],
      Constraints,
      Name,
    }) as GrantTerms
    return grant(world, state, key, terms)
  },
})

const isPrincipal = (text: string): boolean =>
  ['iam', 'sts'].includes(parseArn(text)?.service ?? '')

/** AWS: CreateGrant, Name: the same grant again, with its name, answers the first one's id. */
function grant(world: World, state: KmsState, key: StoredKey, terms: GrantTerms): GrantAnswer {
  const token = world.ids.text('grant-token', 64)
  const same = grantsOf(state, key.id).find((each) => isDeepStrictEqual(each.terms, terms))
  const existing = terms.Name === undefined ? undefined : same
  const made: StoredGrant = existing
    ? { ...existing, tokens: [...existing.tokens, token] }
    : {
        id: world.ids.text('grant', 64, '0123456789abcdef'),
        tokens: [token],
        keyId: key.id,
        createdAt: world.clock.now(),
        terms,
      }
  state.grants.set(made.id, made)
  return { GrantToken: token, GrantId: made.id }
}

interface Page {
  readonly Limit?: number
  readonly Marker?: string
}

interface ListInput extends KeyInput, Page {
  readonly GrantId?: string
  readonly GranteePrincipal?: string
}

interface GrantList {
  readonly Grants: readonly object[]
  readonly NextMarker?: string
  readonly Truncated: boolean
}

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_ListGrants.html */
export const listGrants: Operation<KmsState, ListInput, GrantList> = defineOperation({
  name: 'ListGrants',
  handles: ['KeyId', 'GrantId', 'GranteePrincipal', 'Limit', 'Marker'],
  access: accessTo('ListGrants'),
  run(state, input: ListInput, { world }) {
    const { GrantId, GranteePrincipal } = input
    const key = findKey(world, state, input.KeyId)
    const listed = grantsOf(state, key.id).filter(
      ({ id, terms }) =>
        (GrantId === undefined || id === GrantId) &&
        (GranteePrincipal === undefined || terms.GranteePrincipal === GranteePrincipal),
    )
    return pageOf(world, state, listed, { operation: 'ListGrants', ...input })
  },
})

interface RetirableInput extends Page {
  readonly RetiringPrincipal: string
}

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_ListRetirableGrants.html */
export const listRetirableGrants: Operation<KmsState, RetirableInput, GrantList> = defineOperation({
  name: 'ListRetirableGrants',
  handles: ['RetiringPrincipal', 'Limit', 'Marker'],
  access: () => [{ action: 'kms:ListRetirableGrants', resource: '*' }],
  run(state, input: RetirableInput, { world }) {
    const listed = [...state.grants.values()].filter(
      ({ terms }) => terms.RetiringPrincipal === input.RetiringPrincipal,
    )
    return pageOf(world, state, listed, { operation: 'ListRetirableGrants', ...input })
  },
})

function pageOf(
  world: World,
  { keys }: KmsState,
  grants: readonly StoredGrant[],
  { operation, Limit = 50, Marker }: Page & { readonly operation: string },
): GrantList {
  const byId = [...grants].sort((a, b) => (a.id < b.id ? -1 : 1))
  const { items, nextToken } = paginate(byId, {
    token: Marker,
    limit: Limit,
    scope: { options: world.options, service: 'kms', operation },
    keyOf: ({ id }) => id,
    refuse: errors.invalidMarker,
  })
  return {
    Grants: items.map(({ id, keyId, createdAt, terms }) => ({
      KeyId: keys.get(keyId)?.arn,
      GrantId: id,
      // Unverified: a grant without a name has an empty one.
      Name: '',
      CreationDate: new Date(createdAt),
      IssuingAccount: `arn:aws:iam::${world.options.accountId}:root`,
      ...terms,
    })),
    ...(nextToken !== undefined && { NextMarker: nextToken }),
    Truncated: nextToken !== undefined,
  }
}

interface GrantInput extends KeyInput, TryInput {
  readonly GrantId: string
}

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_RevokeGrant.html */
export const revokeGrant: Operation<KmsState, GrantInput, Nothing> = defineOperation({
  name: 'RevokeGrant',
  handles: ['KeyId', 'GrantId', 'DryRun'],
  access: accessTo('RevokeGrant'),
  run(state, input: GrantInput, { world }) {
    remove(state, findKey(world, state, input.KeyId), input)
    return {}
  },
})

interface RetireInput extends TryInput {
  readonly GrantToken?: string
  readonly KeyId?: string
  readonly GrantId?: string
}

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_RetireGrant.html */
export const retireGrant: Operation<KmsState, RetireInput, Nothing> = defineOperation({
  name: 'RetireGrant',
  handles: ['GrantToken', 'KeyId', 'GrantId', 'DryRun'],
  access: ({ KeyId }) => [{ action: 'kms:RetireGrant', resource: KeyId ?? '*' }],
  run(state, input: RetireInput, { world }) {
    const { GrantToken, KeyId, GrantId } = input
    if (GrantToken !== undefined) {
      const found = [...state.grants.values()].find(({ tokens }) => tokens.includes(GrantToken))
      if (!found) throw errors.grantTokenInvalid()
      endDryRun(input)
      state.grants.delete(found.id)
    } else if (KeyId !== undefined && GrantId !== undefined) {
      remove(state, findKey(world, state, KeyId), { ...input, GrantId })
    } else {
      throw errors.grantToRetire()
    }
    return {}
  },
})

function remove(
  { grants }: KmsState,
  key: StoredKey,
  input: TryInput & Pick<GrantInput, 'GrantId'>,
): void {
  const { GrantId } = input
  if (grants.get(GrantId)?.keyId !== key.id) throw errors.grantNotFound(GrantId)
  endDryRun(input)
  grants.delete(GrantId)
}
