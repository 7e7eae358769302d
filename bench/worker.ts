/**
 * Processes for contestants, so that none pays for another one's garbage, or for code that another
 * one has warmed up differently.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The jobs of a worker. Each returns what it measured. */
export type Jobs = Record<string, (...given: never[]) => unknown>

interface Question {
  readonly job: string
  readonly given: readonly unknown[]
}
type Reply = { readonly answer: unknown } | { readonly error: string }

/** In the worker: runs requested jobs one after another. */
export function serve(jobs: Jobs): void {
  process.on('message', ({ job, given }: Question) => {
    const work = async (): Promise<unknown> => jobs[job]!(...(given as never[]))
    work().then(
      (answer) => process.send!({ answer } satisfies Reply),
      (error: unknown) =>
        process.send!({
          error: error instanceof Error ? String(error.stack) : String(error),
        } satisfies Reply),
    )
  })
}

/** In the comparing process: one worker. */
export class Worker {
  readonly #process: ChildProcess

  constructor(script: string, ...given: string[]) {
    this.#process = fork(fileURLToPath(new URL(script, import.meta.url)), given, {
      execArgv: ['--expose-gc', '--no-warnings', '--import', 'tsx'],
    })
  }

  ask(job: string, ...given: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const died = (code: number | null): void =>
        reject(new Error(`A worker ended (${code}) while it was asked for ${job}.`))
      this.#process.once('exit', died)
      this.#process.once('message', (reply: Reply) => {
        this.#process.off('exit', died)
        if ('error' in reply) reject(new Error(reply.error))
        else resolve(reply.answer)
      })
      this.#process.send({ job, given } satisfies Question)
    })
  }

  stop(): void {
    this.#process.kill()
  }
}
