/** What the steps of a call share: the world, the pool, and who asks. */
import type { JournalRecord } from '../core/journal.ts'
import type { World } from '../core/world/world.ts'
import type { CognitoState, StoredClient, StoredPool } from './state.ts'

export type ClientMetadata = Readonly<Record<string, string>>

export interface Action {
  readonly world: World
  readonly state: CognitoState
  /** The record of the call. */
  readonly record: JournalRecord
  readonly pool: StoredPool
  /** Undefined for administrators' calls that name no client. */
  readonly client: StoredClient | undefined
  /** For the triggers. */
  readonly metadata: ClientMetadata | undefined
  /** `ValidationData` of SignUp and AdminCreateUser. */
  readonly validationData?: ClientMetadata
}

/** An action of a client. */
export interface ClientAction extends Action {
  readonly client: StoredClient
}

export const nowOf = ({ world }: Action): number => world.clock.now()
