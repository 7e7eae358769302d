import type { ServiceRoom } from '../core/world/world.ts'
import { errorStatusesOf } from '../model/index.ts'
import { COGNITOIDENTITYPOOLS_MODEL } from './api/model.ts'
import { operations } from './operations/index.ts'
import { createState, forkState, resetState, type IdentityState } from './state.ts'

interface AnyInput {
  readonly IdentityPoolId?: string
}

/** Amazon Cognito identity pools, as a region runs them. */
export const room: ServiceRoom<IdentityState> = {
  operations,
  get errors() {
    // Observed: the service answers every client error with 400, whatever its model says.
    return Object.fromEntries(
      Object.entries(errorStatusesOf(COGNITOIDENTITYPOOLS_MODEL)).map(([code, status]) => [
        code,
        status >= 500 ? status : 400,
      ]),
    )
  },
  coverage: {
    kinds: { identityPools: 'identity pool' },
    defined: ({ pools }) =>
      [...pools.values()].map(({ id, name, generation }) => ({
        kind: 'identityPools',
        name,
        key: id,
        generation,
      })),
    usedBy(record) {
      if (record.kind !== 'call' || Reflect.get(record, 'service') !== 'cognitoidentity') return []
      const name: unknown = Reflect.get(record, 'resource')
      return typeof name === 'string' ? [{ kind: 'identityPools', name }] : []
    },
  },
  resourceOf: (_operation, { IdentityPoolId }: AnyInput) => IdentityPoolId,
  secrets: new Set(['SecretKey', 'SessionToken', 'Token', 'Logins']),
  createState,
  forkState,
  resetState,
}
