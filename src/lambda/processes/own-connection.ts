/**
 * Whether a connection comes from a process that this one started. AWS's clients for Node and
 * Python take no path in AWS_LAMBDA_RUNTIME_API, so that address cannot carry a secret. The kernel
 * says instead who connects.
 */
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'

const TABLES = ['/proc/net/tcp', '/proc/net/tcp6']

let known: boolean | undefined

/** Whether this system says who connects. Linux does. */
export const knowsConnections = (): boolean =>
  (known ??=
    process.platform === 'linux' &&
    existsSync('/proc/net/tcp') &&
    existsSync(`/proc/self/task/${process.pid}/children`))

/** Whether a process, or one that it started, holds the other end of a connection. */
export function isConnectionOf(
  pid: number,
  {
    remotePort,
    localPort,
  }: { readonly remotePort?: number | undefined; readonly localPort?: number | undefined },
): boolean {
  if (!knowsConnections() || remotePort === undefined || localPort === undefined) return false
  const inode = inodeOf(remotePort, localPort)
  return inode !== undefined && holds(pid, `socket:[${inode}]`)
}

const toHex = (port: number): string => port.toString(16).toUpperCase().padStart(4, '0')

/** The socket that is bound to `from` and connected to `to`. */
function inodeOf(from: number, to: number): string | undefined {
  const ports = new RegExp(`^ *\\d+: \\w+:${toHex(from)} \\w+:${toHex(to)} (.*)$`, 'm')
  for (const table of TABLES) {
    const rest = ports.exec(read(table))?.[1]
    // State, queues, timer, retransmits, user, timeout, inode.
    const inode = rest?.trim().split(/\s+/)[6]
    if (inode !== undefined && inode !== '0') return inode
  }
  return undefined
}

function holds(pid: number, socket: string): boolean {
  const pending = [pid]
  for (let next; (next = pending.pop()) !== undefined;) {
    const folder = `/proc/${next}`
    for (const file of list(`${folder}/fd`)) {
      if (linkOf(`${folder}/fd/${file}`) === socket) return true
    }
    for (const task of list(`${folder}/task`)) {
      const children = read(`${folder}/task/${task}/children`).trim()
      if (children !== '') pending.push(...children.split(' ').map(Number))
    }
  }
  return false
}

// A process may end while it is looked at.
function attempt<Value>(look: () => Value, missing: Value): Value {
  try {
    return look()
  } catch {
    return missing
  }
}

const read = (file: string): string => attempt(() => readFileSync(file, 'latin1'), '')
const list = (folder: string): readonly string[] => attempt(() => readdirSync(folder), [])
const linkOf = (file: string): string => attempt(() => readlinkSync(file), '')
