/**
 * Runs code that may wait in a thread of its own.
 *
 * Node aborts the process when a time limit ends a microtask while async hooks are on, as they are
 * wherever an AsyncLocalStorage is. A new thread has none.
 */
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads'
import { runInContext, type CodeInput, type CodeOutcome } from './runtime.ts'

/** How long a thread may take to begin. */
const START_MS = 30_000

/** Some compilers wrap functions in a helper that keeps their names. */
const THREAD = `
  const __name = (value) => value
  const { workerData: { input, port, done } } = require('node:worker_threads')
  const [crypto, querystring, util, vm] = ['crypto', 'querystring', 'util', 'vm'].map(
    (name) => require('node:' + name),
  )
  port.postMessage((${String(runInContext)})(input, { crypto, querystring, util, vm }))
  Atomics.store(done, 0, 1)
  Atomics.notify(done, 0)
`

/** Blocks until the code has ended, as a function of CloudFront takes no time. */
export function runInThread(input: CodeInput): CodeOutcome {
  const done = new Int32Array(new SharedArrayBuffer(4))
  const { port1, port2 } = new MessageChannel()
  const worker = new Worker(THREAD, {
    eval: true,
    // Not the loaders of the process.
    execArgv: [],
    env: {},
    workerData: { input, port: port2, done },
    transferList: [port2],
  })
  worker.unref()
  // Without a listener, its error would be one of the process. It leaves no message, which says it.
  worker.on('error', () => undefined)
  Atomics.wait(done, 0, 0, START_MS + 2 * input.timeoutMs)
  const received: { readonly message: CodeOutcome } | undefined = receiveMessageOnPort(port1)
  port1.close()
  void worker.terminate()
  const message = 'The thread of the function ended.'
  return (
    received?.message ?? {
      value: undefined,
      error: { name: 'Error', message },
      logs: [],
      refused: undefined,
    }
  )
}
