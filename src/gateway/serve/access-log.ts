/** Writes the access log of a stage. */
import { createHash } from 'node:crypto'
import type { JournalRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'
import { logGroupOf, type AccessLog } from '../api/access-log.ts'
import { readVariable, type Variables } from '../context/context-variables.ts'
import { logVariables } from '../context/log-variables.ts'
import type { AnyExchange } from '../exchange/exchange.ts'
import type { RequestRecord } from '../exchange/record.ts'
import type { GatewayAnswer } from '../messages/request.ts'

/** Writes the line of a finished request. That of a streamed response comes at its end. */
export function logAccess(exchange: AnyExchange, log: AccessLog, { live }: GatewayAnswer): void {
  if (live) void live.ended.then(() => writeLine(exchange, log))
  else writeLine(exchange, log)
}

function writeLine(exchange: AnyExchange, { format, destinationArn }: AccessLog): void {
  if (format === undefined) return
  const { world, api, record } = exchange
  writeAccessLog(world, api, { format, destinationArn }, logVariables(exchange), record)
}

/** Fills the format, and keeps the line in the record and in the log group. */
export function writeAccessLog(
  world: World,
  { id, stage }: { readonly id: string; readonly stage: string },
  { format, destinationArn }: AccessLog,
  variables: Variables,
  record: JournalRecord & { accessLog: RequestRecord['accessLog'] },
): void {
  if (format === undefined) return
  const message = fill(format, variables)
  record.accessLog = { at: world.clock.now(), message }
  const group = destinationArn === undefined ? undefined : logGroupOf(destinationArn)
  if (group === undefined) return
  const stream = createHash('md5').update(`${id}/${stage}`).digest('hex')
  world.ports.logs?.write(group, { stream, messages: [message], cause: record })
}

/** A variable without a value prints a dash. */
// AWS: the pages of log-variables.ts. Unverified: the dash of a name that does not exist
const fill = (format: string, variables: Variables): string =>
  format.replace(
    /\$context\.(\w+(?:\.\w+)*)/g,
    (_, path: string) => readVariable(variables, path) ?? '-',
  )
