/** STS's state in one account: the sessions that it has issued. */
import { CopyOnWriteMap } from '../core/collections/copy-on-write-map.ts'
import type { Tags } from '../core/resources/tags.ts'
import type { SessionFacts } from '../core/world/identity-ports.ts'

/** Temporary credentials, and whom they make their holder. */
export interface Session {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  readonly userId: string
  readonly arn: string
  /** Absent for sessions of GetSessionToken. */
  readonly roleArn: string | undefined
  /** The user whose policies a federated user has. Absent for others. */
  readonly parentArn?: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
  /** Milliseconds since 1970. */
  readonly issuedAt: number
  readonly tags: Tags
  /** Keys of the tags that a chained session inherits. */
  readonly transitiveTagKeys: readonly string[]
  readonly sourceIdentity: string | undefined
  /** The session policies, which limit what the session may do. */
  readonly policy: string | undefined
  readonly policyArns: readonly string[]
  /** Condition keys of its calls, beside those of all sessions. */
  readonly keys: SessionFacts['keys']
}

export interface StsState {
  /** By access key. */
  readonly sessions: CopyOnWriteMap<string, Session>
  /** The unique ids of roles, by ARN. */
  readonly roleIds: CopyOnWriteMap<string, string>
}

export const createState = (): StsState => ({
  sessions: new CopyOnWriteMap(),
  roleIds: new CopyOnWriteMap(),
})

export const forkState = ({ sessions, roleIds }: StsState): StsState => ({
  sessions: sessions.fork(),
  roleIds: roleIds.fork(),
})

export function resetState({ sessions }: StsState): void {
  for (const key of [...sessions.keys()]) sessions.delete(key)
}

export function shiftState(state: StsState, _world: unknown, milliseconds: number): void {
  for (const [key, session] of [...state.sessions]) {
    state.sessions.set(key, { ...session, expiresAt: session.expiresAt + milliseconds })
  }
}
