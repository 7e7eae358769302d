/* oxlint-disable typescript/no-explicit-any -- as in Lambda's own types, events and results default to any */
/** Functions that run as a process of their own, in any language. */
import { MisuseError } from '../../core/errors.ts'
import { processWide } from '../../core/process-wide.ts'
import type { Duration } from '../../core/time/duration.ts'
import { rooms } from '../rooms.ts'
import type { AnyHandler, LambdaHandler } from './handlers.ts'

/** Options of `childProcess`. */
export interface ChildProcessOptions {
  /** The working directory, which is also `LAMBDA_TASK_ROOT`. Default: that of the test. */
  readonly cwd?: string | URL
  /**
   * How long the process may take until it first asks for an event, in real time. Default `'10s'`,
   * as on AWS. Then it is started once more, and that start counts towards the timeout.
   */
  readonly initTimeout?: Duration
}

/** What to start. */
export interface ProcessCommand {
  readonly command: string
  readonly args: readonly string[]
  /** An absolute path. */
  readonly cwd: string
  readonly initTimeoutMs: number
}

/** Every copy of the package finds the commands of all. */
const { commands } = processWide('child-processes', () => ({
  commands: new WeakMap<AnyHandler, ProcessCommand>(),
}))

/** The command of a handler that stands for a process; undefined for a function of JavaScript. */
export const commandOf = (handler: AnyHandler): ProcessCommand | undefined => commands.get(handler)

/**
 * Stands for a handler in any language: a process that speaks the Lambda Runtime API, such as AWS's
 * runtime interface client for Python, or the bootstrap of a custom runtime. The process is started
 * by the first invocation of each execution environment, runs in real time, and is killed at the
 * end of its world. Its AWS calls reach the region by `AWS_ENDPOINT_URL`.
 * AWS: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 *
 * @throws MisuseError for arguments that no process can be started with
 * @example
 * import { childProcess, registerFunction } from 'miniregion'
 *
 * const resize = registerFunction(
 *   'resize',
 *   childProcess('python3', ['-m', 'awslambdaric', 'app.handler'], { cwd: 'functions/resize' }),
 *   { runtime: 'python3.13', handler: 'app.handler' },
 * )
 */
export function childProcess<Event = any, Result = any>(
  command: string,
  args: readonly string[] = [],
  options: ChildProcessOptions = {},
): LambdaHandler<Event, Result> {
  const checked = rooms.lambdaProcesses().toCommand(command, args, options)
  const handler = (): never => {
    throw new MisuseError(
      `The handler of childProcess('${command}') was called as a function.`,
      `registerFunction(name, childProcess('${command}', ...))`,
    )
  }
  commands.set(handler, checked)
  return handler
}
