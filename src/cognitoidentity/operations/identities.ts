/** GetId, GetCredentialsForIdentity, GetOpenIdToken, and identities as data. */
import { listByKey } from '../../core/resources/paging.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { identityNotFound, rolesMissing } from '../errors.ts'
import { findPool, identityFor, identityOf, type Asked } from '../identities/find.ts'
import { readLogins, type Logins } from '../identities/logins.ts'
import { methodsOf, openIdToken } from '../identities/open-id-token.ts'
import { roleOf } from '../identities/roles.ts'
import type { IdentityState, StoredIdentity } from '../state.ts'
import { accessTo, accessToAll, isPublic, type PoolInput } from './parts.ts'
import { invalidToken } from './pools.ts'

interface GetIdInput extends PoolInput {
  readonly Logins?: Logins
}

/** AWS: https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetId.html */
export const getId: Operation<IdentityState, GetIdInput, { readonly IdentityId: string }> =
  defineOperation({
    name: 'GetId',
    // The account is that of the pool.
    handles: ['IdentityPoolId', 'AccountId', 'Logins'],
    access: isPublic,
    run(state, input: GetIdInput, { world }) {
      const pool = findPool(state, input.IdentityPoolId)
      const logins = readLogins(world, pool, input.Logins)
      return { IdentityId: identityFor(world, state, pool, logins).id }
    },
  })

interface IdentityInput {
  readonly IdentityId: string
  readonly Logins?: Logins
}

interface CredentialsInput extends IdentityInput {
  readonly CustomRoleArn?: string
}

/**
 * The enhanced flow: the pool assumes its role for the identity.
 * AWS: https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html
 */
export const getCredentialsForIdentity: Operation<IdentityState, CredentialsInput, object> =
  defineOperation({
    name: 'GetCredentialsForIdentity',
    handles: ['IdentityId', 'Logins', 'CustomRoleArn'],
    access: isPublic,
    run(state, input: CredentialsInput, { world, record }) {
      const { pool, identity, logins } = identityOf(world, state, input.IdentityId, input.Logins)
      const role = roleOf(pool, logins, input.CustomRoleArn)
      checkTrust(world, record, role, { pool, identity, logins })
      const issuer = world.ports.credentialIssuer
      if (!issuer) throw new Error('Nothing issues credentials.')
      const issued = issuer.issue({
        roleArn: role,
        // Observed: the name of sessions.
        sessionName: 'CognitoIdentityCredentials',
        seconds: 3_600,
        keys: conditionKeys({ pool, identity, logins }),
      })
      return {
        IdentityId: identity.id,
        Credentials: {
          AccessKeyId: issued.accessKeyId,
          SecretKey: issued.secretAccessKey,
          SessionToken: issued.sessionToken,
          Expiration: issued.expiration,
        },
      }
    },
  })

/** AWS: iam-roles.html: the condition keys of trust policies and of the session. */
const conditionKeys = ({ pool, identity, logins }: Asked): Record<string, string | string[]> => ({
  'cognito-identity.amazonaws.com:aud': pool.id,
  'cognito-identity.amazonaws.com:sub': identity.id,
  'cognito-identity.amazonaws.com:amr': methodsOf(logins),
})

/** Whether the role trusts the pool, in a region that enforces permissions. */
function checkTrust(world: World, cause: JournalRecord, role: string, asked: Asked): void {
  const answer = world.ports.permissions?.decide({
    principal: { kind: 'federated', name: 'cognito-identity.amazonaws.com' },
    action: 'sts:AssumeRoleWithWebIdentity',
    resource: role,
    context: conditionKeys(asked),
    cause,
  })
  if (answer && !answer.isAllowed) throw rolesMissing()
}

/** AWS: https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetOpenIdToken.html */
export const getOpenIdToken: Operation<IdentityState, IdentityInput, object> = defineOperation({
  name: 'GetOpenIdToken',
  handles: ['IdentityId', 'Logins'],
  access: isPublic,
  run(state, input: IdentityInput, { world }) {
    const { pool, identity, logins } = identityOf(world, state, input.IdentityId, input.Logins)
    return { IdentityId: identity.id, Token: openIdToken(world, pool, identity, logins) }
  },
})

const describe = ({ id, logins, createdAt, modifiedAt }: StoredIdentity): object => ({
  IdentityId: id,
  ...(Object.keys(logins).length > 0 && { Logins: Object.keys(logins) }),
  CreationDate: new Date(createdAt),
  LastModifiedDate: new Date(modifiedAt),
})

/** AWS: https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_DescribeIdentity.html */
export const describeIdentity: Operation<IdentityState, IdentityInput, object> = defineOperation({
  name: 'DescribeIdentity',
  handles: ['IdentityId'],
  access: accessToAll('DescribeIdentity'),
  run({ identities }, { IdentityId }: IdentityInput) {
    const identity = identities.get(IdentityId)
    if (!identity) throw identityNotFound(IdentityId)
    return describe(identity)
  },
})

interface ListInput extends PoolInput {
  readonly MaxResults: number
  readonly NextToken?: string
}

/** AWS: https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_ListIdentities.html */
export const listIdentities: Operation<IdentityState, ListInput, object> = defineOperation({
  name: 'ListIdentities',
  handles: ['IdentityPoolId', 'MaxResults', 'NextToken', 'HideDisabled'],
  access: accessTo('ListIdentities'),
  run(state, { IdentityPoolId, MaxResults, NextToken }: ListInput, { world }) {
    const pool = findPool(state, IdentityPoolId)
    const own = [...state.identities.values()].filter(({ poolId }) => poolId === pool.id)
    const { items, NextToken: next } = listByKey(own, {
      token: NextToken,
      limit: MaxResults,
      scope: {
        options: world.options,
        service: 'cognitoidentity',
        operation: 'ListIdentities',
        request: pool.id,
      },
      keyOf: ({ id }) => id,
      refuse: invalidToken,
    })
    return {
      IdentityPoolId: pool.id,
      Identities: items.map(describe),
      ...(next !== undefined && { NextToken: next }),
    }
  },
})

interface DeleteInput {
  readonly IdentityIdsToDelete: readonly string[]
}

/** AWS: https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_DeleteIdentities.html */
export const deleteIdentities: Operation<IdentityState, DeleteInput, object> = defineOperation({
  name: 'DeleteIdentities',
  handles: ['IdentityIdsToDelete'],
  access: accessToAll('DeleteIdentities'),
  run({ identities, byLogin }, { IdentityIdsToDelete: ids }: DeleteInput) {
    for (const id of ids) identities.delete(id)
    for (const [key, id] of [...byLogin]) if (ids.includes(id)) byLogin.delete(key)
    return { UnprocessedIdentityIds: [] }
  },
})
