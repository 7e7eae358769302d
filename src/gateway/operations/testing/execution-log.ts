/**
 * The execution log of a test, as TestInvokeMethod and TestInvokeAuthorizer return it.
 * Seen: logs in public repositories and in the developer guide, of 2017 to 2025.
 */
import type { World } from '../../../core/world/world.ts'
import type { HeaderList } from '../../messages/header-list.ts'

/** A line has this many characters at most. */
// Seen: the same logs
const MOST = 1024

export class ExecutionLog {
  readonly #world: World
  readonly #lines: string[]

  constructor(world: World, requestId: string) {
    this.#world = world
    this.#lines = [`Execution log for request ${requestId}`]
  }

  write(message: string): void {
    const text = message.length > MOST ? `${message.slice(0, MOST)} [TRUNCATED]` : message
    this.#lines.push(`${toJavaDate(this.#world.clock.now())} : ${text}`)
  }

  /** The lines that tell of a call of Lambda or of another backend. */
  request({ url, headers, body }: Sent): void {
    this.write(`Endpoint request URI: ${url}`)
    this.write(`Endpoint request headers: ${toMapText(headers)}`)
    this.write(`Endpoint request body after transformations: ${body}`)
    this.write(`Sending request to ${url}`)
  }

  response({ status, latency, headers, body }: Received): void {
    this.write(`Received response. Status: ${status}, Integration latency: ${latency} ms`)
    this.write(`Endpoint response headers: ${toMapText(headers)}`)
    this.write(`Endpoint response body before transformations: ${body}`)
  }

  toString(): string {
    return `${this.#lines.join('\n')}\n`
  }
}

interface Sent {
  readonly url: string
  readonly headers: HeaderList
  readonly body: string
}

interface Received {
  readonly status: number
  readonly latency: number
  readonly headers: HeaderList
  readonly body: string
}

/** `{a=1, b=2}`, as Java prints a map. */
export const toMapText = (entries: HeaderList | Readonly<Record<string, string>>): string => {
  const list = Array.isArray(entries) ? (entries as HeaderList) : Object.entries(entries)
  return `{${list.map(([name, value]) => `${name}=${value}`).join(', ')}}`
}

/** `Thu Aug 31 01:07:25 UTC 2017` */
function toJavaDate(now: number): string {
  // 'Thu, 31 Aug 2017 01:07:25 GMT'
  const [weekday, day, month, year, time] = new Date(now).toUTCString().split(/,? /)
  return `${weekday} ${month} ${day} ${time} UTC ${year}`
}
