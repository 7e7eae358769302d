/** The identities of a user at other providers. They are an attribute, in JSON. */
// Captured: events and answers of the service.
import type { CognitoState, StoredPool, StoredUser } from '../state.ts'

export interface Identity {
  readonly userId: string
  readonly providerName: string
  readonly providerType: string
  readonly issuer: null
  /** Whether the user began with it. A link has false. */
  readonly primary: boolean
  readonly dateCreated: number
}

export const identitiesOf = ({ attributes }: StoredUser): readonly Identity[] =>
  attributes['identities'] === undefined
    ? []
    : (JSON.parse(attributes['identities']) as readonly Identity[])

export function withIdentities(user: StoredUser, identities: readonly Identity[]): StoredUser {
  const { identities: _before, ...attributes } = user.attributes
  return {
    ...user,
    attributes:
      identities.length === 0
        ? attributes
        : { ...attributes, identities: JSON.stringify(identities) },
  }
}

/** An identity as tokens show it: every value is text, or null. */
export const toIdentityClaim = (identity: Identity): Readonly<Record<string, string | null>> => ({
  ...identity,
  primary: String(identity.primary),
  dateCreated: String(identity.dateCreated),
})

export const isSameIdentity = (
  { userId, providerName }: Identity,
  provider: string,
  id: string,
): boolean => providerName === provider && userId === id

/** The user whom a provider knows by this id. */
export function findByIdentity(
  { users }: CognitoState,
  { id: poolId }: StoredPool,
  provider: string,
  id: string,
): StoredUser | undefined {
  for (const user of users.values())
    if (user.poolId === poolId && identitiesOf(user).some((e) => isSameIdentity(e, provider, id)))
      return user
  return undefined
}
