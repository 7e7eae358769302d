/** Gives CloudWatch Logs the lines of functions, from the records of their invocations. */
import type { FunctionLogLine, FunctionLogRun, FunctionLogs } from '../../core/world/log-ports.ts'
import type { World } from '../../core/world/world.ts'
import { versionOf } from '../definition/definition.ts'
import { logGroupOf } from '../definition/environment-variables.ts'
import { runtimeVersionArn } from '../definition/runtime-version.ts'
import { DEFAULT_RUNTIME } from '../limits.ts'
import { Invocation } from '../records/invocation.ts'
import { toInitStart } from '../records/json-log.ts'
import { toLogLines, type LogLine } from '../records/logs.ts'
import { lambda } from '../service.ts'

export const functionLogs = (world: World): FunctionLogs => ({
  groups: () =>
    Array.from(world.state(lambda).definitions.values(), ({ latest }) => logGroupOf(latest)),
  runs: (group) =>
    world.journal
      .of<Invocation>('invocation', (record) => record.logGroup !== undefined)
      .filter(({ logGroup }) => group === undefined || logGroup === group)
      .flatMap((record) => runOf(world, record) ?? []),
  runOf: (record) => (record instanceof Invocation ? runOf(world, record) : undefined),
})

function runOf(world: World, record: Invocation): FunctionLogRun | undefined {
  const { logGroup: group, logStream: stream } = record
  if (group === undefined || stream === undefined) return undefined
  // Most readers look at some of the runs only.
  let lines: readonly FunctionLogLine[] | undefined
  return {
    record,
    group,
    stream,
    get lines() {
      return (lines ??= linesOf(world, record))
    },
  }
}

function linesOf(world: World, record: Invocation): readonly FunctionLogLine[] {
  const init = record.coldStart ? initLines(world, record) : []
  const lines = [...init, ...toLogLines(record)].map(({ at, text }) => ({
    at,
    message: `${text}\n`,
  }))
  // What a cold start logs comes before START, and what a handler leaves behind after REPORT.
  return lines.sort((a, b) => a.at - b.at)
}

// Recorded: lambda_/test_lambda test_invocation_type_event_error. Unverified: the number of the
// runtime's version, which changes every few weeks.
function initLines(world: World, record: Invocation): LogLine[] {
  const { functionName, version, at, systemLogLevel } = record
  const definition = world.state(lambda).definitions.get(functionName)
  const { runtime = DEFAULT_RUNTIME } = (definition && versionOf(definition, version)) ?? {}
  const name = runtime.replace(/^([a-z]+?)\.?((?:\d|al).*?)(?:\.x)?$/, '$1:$2')
  const runtimeVersion = `${name}.v1`
  const arn = runtimeVersionArn(world, { runtime })
  if (systemLogLevel !== undefined) {
    const facts = { runtimeVersion, runtimeVersionArn: arn, functionName, functionVersion: version }
    return toInitStart(at, facts, systemLogLevel)
  }
  const text = `INIT_START Runtime Version: ${runtimeVersion}\tRuntime Version ARN: ${arn}`
  return [{ at, text }]
}
