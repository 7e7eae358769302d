/** The arguments of `childProcess`, and the options of a function that is a process. */
import { statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkNames, shownValue } from '../../core/checks.ts'
import { MisuseError, UnsupportedError } from '../../core/errors.ts'
import { toMilliseconds } from '../../core/time/duration.ts'
import type { World } from '../../core/world/world.ts'
import type { ChildProcessOptions, ProcessCommand } from '../definition/child-process.ts'
import type { VersionDefinition } from '../definition/definition.ts'
import { hasParametersAndSecrets } from '../extensions/layers.ts'

const NAMES = ['cwd', 'initTimeout']

// AWS: "Understanding the Lambda execution environment lifecycle": Init is limited to 10 seconds.
const INIT_TIMEOUT = '10s'

/** @throws MisuseError for arguments that no process can be started with */
export function toCommand(
  command: unknown,
  args: unknown,
  options: ChildProcessOptions,
): ProcessCommand {
  if (typeof command !== 'string' || command === '') {
    throw new MisuseError(
      `childProcess() received ${shownValue(command)} as its command.`,
      "the name or path of a program: childProcess('python3', ['bootstrap.py'])",
    )
  }
  const caller = `childProcess('${command}')`
  checkNames(options, caller, NAMES)
  if (!Array.isArray(args) || !args.every((arg) => typeof arg === 'string')) {
    throw new MisuseError(
      `${caller} received ${Array.isArray(args) ? 'an argument that is no string' : shownValue(args)} in its arguments.`,
      `an array of strings: childProcess('${command}', ['bootstrap.py'])`,
      command.includes(' ') ? 'No shell splits the command into words.' : undefined,
    )
  }
  const { initTimeout = INIT_TIMEOUT } = options
  return {
    command,
    args,
    cwd: toDirectory(caller, options.cwd),
    initTimeoutMs: toMilliseconds(initTimeout, 'initTimeout'),
  }
}

function toDirectory(caller: string, cwd: unknown = process.cwd()): string {
  if (typeof cwd !== 'string' && !(cwd instanceof URL)) {
    throw new MisuseError(`${caller} received cwd: ${shownValue(cwd)}.`, 'a path or a file: URL')
  }
  const directory = path.resolve(cwd instanceof URL ? fileURLToPath(cwd) : cwd)
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return directory
  throw new MisuseError(
    `${caller} received cwd: '${String(cwd)}', which is no directory.`,
    'a directory that exists',
    path.isAbsolute(String(cwd)) || cwd instanceof URL
      ? undefined
      : `The path is relative to ${process.cwd()}.`,
  )
}

/**
 * Refuses what a process cannot have.
 *
 * @throws UnsupportedError for a durable function, and for layers with a simulated extension
 * @throws MisuseError for options that are about modules of JavaScript
 */
export function checkProcessOptions(world: World, definition: VersionDefinition): void {
  const { name, durable, freshModules } = definition
  if (freshModules) {
    throw new MisuseError(
      `registerFunction('${name}') received freshModules: true for a childProcess.`,
      'it for a loader only: every process begins with fresh modules',
    )
  }
  const refused = durable
    ? 'durable of a childProcess'
    : hasParametersAndSecrets(definition)
      ? 'layers of a childProcess'
      : undefined
  if (refused === undefined) return
  throw world.refuse(
    new UnsupportedError(
      { service: 'Lambda', parameter: refused },
      `The function '${name}' is a process: a handler in JavaScript can have it.`,
    ),
  )
}
