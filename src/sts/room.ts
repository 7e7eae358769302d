import type { ServiceRoom } from '../core/world/world.ts'
import { errorStatusesOf } from '../model/index.ts'
import { STS_MODEL } from './api/model.ts'
import { operations } from './operations/index.ts'
import { createState, forkState, resetState, shiftState, type StsState } from './state.ts'

/** Security Token Service, as a region runs it. */
export const room: ServiceRoom<StsState> = {
  operations,
  get errors() {
    return errorStatusesOf(STS_MODEL)
  },
  resourceOf: (_operation, { RoleArn }: { readonly RoleArn?: string }) => RoleArn,
  secrets: new Set(['SecretAccessKey', 'SessionToken', 'WebIdentityToken']),
  createState,
  forkState,
  resetState,
  shiftState,
}
