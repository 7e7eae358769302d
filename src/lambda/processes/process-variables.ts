/** The environment variables of a process. */
import path from 'node:path'
import { existsSync } from 'node:fs'
import type { ProcessCommand } from '../definition/child-process.ts'
import type { VersionDefinition } from '../definition/definition.ts'
import type { Environment } from '../runtime/environment.ts'

/** The addresses of the server that a process talks to. */
export interface Addresses {
  /** AWS_LAMBDA_RUNTIME_API, without a scheme. */
  readonly runtimeApi: string
  readonly endpoint: string
}

/** Lambda's variables and the function's own, on top of the host's unless the region is strict. */
export function toProcessVariables(
  { variables }: Environment,
  { runtime }: VersionDefinition,
  { cwd }: ProcessCommand,
  { runtimeApi, endpoint }: Addresses,
): NodeJS.ProcessEnv {
  const {
    AWS_EXECUTION_ENV,
    // Each invocation has its own, which the runtime client takes from a header.
    _X_AMZN_TRACE_ID,
    ...others
  } = variables
  return {
    AWS_ENDPOINT_URL: endpoint,
    ...others,
    ...withoutProxy(others),
    // AWS: "Defined runtime environment variables": not defined for an OS-only runtime.
    ...(!runtime.startsWith('provided') && { AWS_EXECUTION_ENV }),
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    // The code is not at /var/task.
    LAMBDA_TASK_ROOT: cwd,
  }
}

/** A proxy of the host cannot reach this process's loopback address. */
function withoutProxy(variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const hasProxy = Object.keys(variables).some((name) => /^https?_proxy$/i.test(name))
  if (!hasProxy) return {}
  const { no_proxy: lower, NO_PROXY: upper } = variables
  const list = [lower ?? upper, '127.0.0.1'].filter(Boolean).join(',')
  return { no_proxy: list, NO_PROXY: list }
}

/**
 * Returns the file of a command. Node looks for it in the PATH of the process, which is Lambda's in
 * a strict environment; the program is where the host has it.
 */
export function findProgram(command: string, cwd: string): string {
  if (path.basename(command) !== command) return path.resolve(cwd, command)
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
    const file = path.join(folder, command)
    if (folder !== '' && existsSync(file)) return file
  }
  return command
}
