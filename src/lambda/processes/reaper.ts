/**
 * Kills the processes of functions when the test's process ends, however it ends: `exit` is not
 * emitted for a signal, and nothing runs after SIGKILL. A small shell waits at the other end of a
 * pipe, which the kernel closes with the test's process.
 */
import * as childProcesses from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { runOutside } from '../../core/world-scope.ts'

// Each line names a group of processes that began (+) or ended (-).
const SCRIPT = `
trap '' HUP INT TERM
pids=' '
while read -r op pid; do
  case $op in
    +) pids="$pids$pid " ;;
    -) pids="\${pids%% $pid *} \${pids#* $pid }" ;;
  esac
done
for pid in $pids; do kill -s KILL -- "-$pid" 2>/dev/null; done
`

interface Shared {
  readonly pids: Set<number>
  shell: ChildProcess | undefined
}

const KEY = Symbol.for('miniregion.reaper')

// On a module of Node, which all test files of a process share: Jest gives each its own globalThis.
const home = childProcesses.spawn as unknown as { [KEY]?: Shared }
const shared: Shared = (home[KEY] ??= { pids: new Set(), shell: undefined })

/** Kills a process and those that it started. */
export function killGroup(pid: number): void {
  try {
    // A group of its own: spawned as `detached`.
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // It has ended.
  }
}

const killAll = (): void => {
  for (const pid of shared.pids) killGroup(pid)
}

/** Returns a function that ends the watch, once the process has ended. */
export function watchOver(pid: number): () => void {
  if (shared.pids.size === 0) begin()
  shared.pids.add(pid)
  tell(`+ ${pid}`)
  return () => {
    if (!shared.pids.delete(pid)) return
    tell(`- ${pid}`)
    if (shared.pids.size === 0) end()
  }
}

function begin(): void {
  process.on('exit', killAll)
  if (process.platform === 'win32') return
  const shell = runOutside(() =>
    childProcesses.spawn('/bin/sh', ['-c', SCRIPT], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      env: {},
    }),
  )
  // Without a shell the listener for `exit` remains.
  shell.on('error', () => undefined)
  shell.stdin.on('error', () => undefined)
  shell.unref()
  ;(shell.stdin as unknown as { unref?(): void }).unref?.()
  shared.shell = shell
}

function end(): void {
  process.off('exit', killAll)
  shared.shell?.stdin?.end()
  shared.shell = undefined
}

const tell = (line: string): void => void shared.shell?.stdin?.write(`${line}\n`)
