import type { ServiceRoom } from '../core/world/world.ts'
import { errorStatusesOf } from '../model/index.ts'
import { COGNITOUSERPOOLS_MODEL } from './api/model.ts'
import { decodeToken } from './keys/jwt.ts'
import { operations } from './operations/index.ts'
import { rooms } from './rooms.ts'
import { createState, forkState, resetDefinitions, type CognitoState } from './state.ts'
import { indexNames } from './users/names.ts'

interface AnyInput {
  readonly UserPoolId?: string
  readonly AccessToken?: string
}

/** Passwords, tokens, and what stands for them. */
const SECRETS: ReadonlySet<string> = new Set([
  ...['Password', 'PreviousPassword', 'ProposedPassword', 'TemporaryPassword', 'PASSWORD'],
  ...['NEW_PASSWORD', 'SecretHash', 'SECRET_HASH', 'ClientSecret', 'SecretCode', 'Session'],
  ...['AccessToken', 'IdToken', 'RefreshToken', 'REFRESH_TOKEN', 'Token', 'client_secret'],
])

/** Amazon Cognito user pools, as a region runs them. */
export const room: ServiceRoom<CognitoState> = {
  operations,
  get errors() {
    // Observed: the service answers every client error with 400, whatever its model says.
    return Object.fromEntries(
      Object.entries(errorStatusesOf(COGNITOUSERPOOLS_MODEL)).map(([code, status]) => [
        code,
        status >= 500 ? status : 400,
      ]),
    )
  },
  coverage: {
    kinds: { userPools: 'user pool' },
    defined: ({ pools }) =>
      [...pools.values()].map(({ id, name, generation }) => ({
        kind: 'userPools',
        name,
        key: id,
        generation,
      })),
    usedBy(record) {
      if (record.kind !== 'call' || Reflect.get(record, 'service') !== 'cognitoidp') return []
      const name: unknown = Reflect.get(record, 'resource')
      return typeof name === 'string' ? [{ kind: 'userPools', name }] : []
    },
  },
  resourceOf: (_operation, { UserPoolId, AccessToken }: AnyInput) =>
    UserPoolId ?? (AccessToken === undefined ? undefined : poolIdIn(AccessToken)),
  get resourceTypes() {
    return rooms.cognitoTemplates().resourceTypes
  },
  get matchers() {
    const { toHaveClaims, toHaveUser } = rooms.cognitoMatchers()
    return { toHaveClaims, toHaveUser }
  },
  secrets: SECRETS,
  createState,
  forkState,
  resetState(state) {
    resetDefinitions(state)
    indexNames(state)
  },
}

/** The pool that the issuer of a token names. */
function poolIdIn(token: string): string | undefined {
  const issuer = typeof token === 'string' ? decodeToken(token)?.claims['iss'] : undefined
  return typeof issuer === 'string' ? issuer.slice(issuer.lastIndexOf('/') + 1) : undefined
}
