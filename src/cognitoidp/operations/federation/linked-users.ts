/** AdminLinkProviderForUser, AdminDisableProviderForUser. */
// AWS: cognito-user-pools-identity-federation-consolidate-users.html
import { ServiceError } from '../../../core/errors.ts'
import type { Operation } from '../../../core/world/world.ts'
import { nowOf, type Action } from '../../action.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { invalidParameter, userNotFound } from '../../errors.ts'
import { findProvider } from '../../pools/find.ts'
import { isSocial } from '../../settings/identity-providers.ts'
import type { CognitoState, StoredUser } from '../../state.ts'
import {
  findByIdentity,
  identitiesOf,
  isSameIdentity,
  withIdentities,
} from '../../users/identities.ts'
import { keepUser } from '../../users/names.ts'
import { accessTo, adminAction, findUserOf, type PoolInput } from '../parts.ts'

interface ProviderUser {
  readonly ProviderName?: string
  readonly ProviderAttributeName?: string
  readonly ProviderAttributeValue?: string
}

/** AWS: the name of users who have a password here. */
const OWN = 'Cognito'
const SUBJECT = 'Cognito_Subject'
/** AWS: API_AdminLinkProviderForUser.html */
const MOST_LINKS = 5

/** The user that a provider's name and value mean. */
function findDestination(action: Action, { ProviderName, ...given }: ProviderUser): StoredUser {
  const { ProviderAttributeValue: value = '' } = given
  if (ProviderName === undefined || ProviderName === OWN) return findUserOf(action, value)
  const user = findByIdentity(action.state, action.pool, ProviderName, value)
  if (!user) throw userNotFound()
  return user
}

interface LinkInput extends PoolInput {
  readonly DestinationUser: ProviderUser
  readonly SourceUser: ProviderUser
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminLinkProviderForUser.html */
export const adminLinkProviderForUser: Operation<CognitoState, LinkInput, object> = defineOperation(
  {
    name: 'AdminLinkProviderForUser',
    handles: ['UserPoolId', 'DestinationUser', 'SourceUser'],
    access: accessTo('AdminLinkProviderForUser'),
    run(state, input, context) {
      const action = adminAction(state, input, context)
      const { pool } = action
      const { ProviderName: name = '', ProviderAttributeName: attribute } = input.SourceUser
      const { ProviderAttributeValue: userId = '' } = input.SourceUser
      // Observed: boto3#4163.
      if (name === OWN)
        throw invalidParameter(
          'Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser',
        )
      const provider = findProvider(pool, name)
      // AWS: social providers' users are named by their subject. Unverified: the wording.
      if (isSocial(provider.type) && attribute !== SUBJECT)
        throw invalidParameter(`Invalid SourceUser: ProviderAttributeName must be ${SUBJECT}`)
      const user = findDestination(action, input.DestinationUser)
      const owner = findByIdentity(state, pool, name, userId)
      // Observed: aws-sdk-net#1000. Unverified: the wording for the user itself.
      if (owner)
        throw invalidParameter(
          owner.username === user.username
            ? 'SourceUser is already linked to DestinationUser'
            : 'Merging is not currently supported, provide a SourceUser that has not been signed up in order to link',
        )
      const identities = identitiesOf(user)
      if (identities.filter(({ primary }) => !primary).length >= MOST_LINKS) throw tooManyLinks()
      const link = {
        userId,
        providerName: name,
        providerType: provider.type,
        issuer: null,
        primary: false,
        dateCreated: nowOf(action),
      }
      keepUser(state, pool, withIdentities(user, [...identities, link]))
      return {}
    },
  },
)

// Unverified: the wording.
const tooManyLinks = (): Error =>
  new ServiceError(
    'LimitExceededException',
    `A user can be linked to at most ${MOST_LINKS} identities.`,
  )

interface DisableInput extends PoolInput {
  readonly User: ProviderUser
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDisableProviderForUser.html */
export const adminDisableProviderForUser: Operation<CognitoState, DisableInput, object> =
  defineOperation({
    name: 'AdminDisableProviderForUser',
    handles: ['UserPoolId', 'User'],
    access: accessTo('AdminDisableProviderForUser'),
    run(state, input, context) {
      const action = adminAction(state, input, context)
      const { ProviderName: name = '', ProviderAttributeValue: userId = '' } = input.User
      const user = findDestination(action, input.User)
      // AWS: a user of the pool itself cannot sign in with its password any more.
      const next =
        name === OWN
          ? { ...user, password: undefined, passwordExpiresAt: undefined }
          : withIdentities(
              user,
              identitiesOf(user).filter((each) => !isSameIdentity(each, name, userId)),
            )
      keepUser(state, action.pool, next)
      return {}
    },
  })
