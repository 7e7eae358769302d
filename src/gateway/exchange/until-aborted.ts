import { recordOfResponse } from './record.ts'

/**
 * Rejects when the caller aborts, as `fetch` does, and breaks a body that is still being sent. The
 * request itself continues.
 */
export function untilAborted(answer: Promise<Response>, signal: AbortSignal): Promise<Response> {
  return new Promise((resolve, reject) => {
    let abort = (): void => reject(signal.reason as Error)
    const aborted = (): void => abort()
    signal.addEventListener('abort', aborted, { once: true })
    const stop = (): void => signal.removeEventListener('abort', aborted)
    answer.then(
      (response) => {
        const live = recordOfResponse(response)?.liveBody
        abort = () => live?.cancel(signal.reason as Error)
        resolve(response)
        if (live) void live.ended.then(stop)
        else stop()
      },
      (error: Error) => {
        stop()
        reject(error)
      },
    )
  })
}
