/** WebSocket connections: what the gateway and what a test's client know of one. Immutable. */
import type { JournalRecord } from '../../../core/journal.ts'

/** `identity` in the events of a connection. */
export interface SocketIdentity {
  readonly userAgent?: string
  readonly sourceIp: string
  readonly apiKey?: string
  readonly apiKeyId?: string
  /** With an IAM authorizer: who signed the handshake. */
  readonly accessKey?: string
  readonly accountId?: string
  readonly caller?: string
  readonly user?: string
  readonly userArn?: string
}

/** An open connection, as the gateway knows it. Times in milliseconds since 1970. */
export interface Connection {
  readonly id: string
  readonly apiId: string
  readonly stage: string
  /** The gateway's own host, or a custom domain name that the client connected to. */
  readonly domainName: string
  readonly connectedAt: number
  /** The time of its last message in either direction. */
  readonly lastActiveAt: number
  readonly identity: SocketIdentity
  /** What its authorizer returned, for the events of later messages. */
  readonly authorizer: Readonly<Record<string, unknown>> | undefined
  /** The API key of its handshake. */
  readonly apiKey: string | undefined
  /** Whether it came over a socket of `region.listen()`, which no fork can share. */
  readonly overSocket: boolean
}

/** A message that a client received: its text, or one that tells of a failed invocation. */
export type Received = string | { readonly text: string; readonly failed: JournalRecord }

/** How a connection ended, as the client sees it. */
export interface SocketClosed {
  /** The code of the close frame: 1000, or 1005 for a frame without one. */
  readonly code: number
  readonly reason: string
}

/** What the client of a connection knows. */
export interface ClientSide {
  /** A list that only grows, shared by forks. This client has received the first `count`. */
  readonly messages: Received[]
  readonly count: number
  /** How many of them `next()` has returned. */
  readonly taken: number
  /** Undefined while the connection is open. */
  readonly closed: SocketClosed | undefined
}

export const newClientSide = (): ClientSide => ({
  messages: [],
  count: 0,
  taken: 0,
  closed: undefined,
})

export function withMessage(side: ClientSide, message: Received): ClientSide {
  const { count } = side
  // A fork that shares the list may have added to it.
  const messages = side.messages.length === count ? side.messages : side.messages.slice(0, count)
  messages.push(message)
  return { ...side, messages, count: count + 1 }
}
