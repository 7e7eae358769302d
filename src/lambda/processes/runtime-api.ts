/**
 * The Lambda Runtime API of one process: a process asks for the next event, and posts its response
 * or its error.
 * AWS: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { RESPONSE_BYTES } from '../limits.ts'
import { readBody, readResponse } from './posted-body.ts'
import type { Delivery } from './delivery.ts'
import { toPostedError, type PostedError } from './posted-error.ts'

/** What the API tells the owner of the process. */
export interface ApiListener {
  /** The process asks for its first event. */
  onReady(): void
  onInitError(error: PostedError): void
  /** The process asks for something that is not simulated. Returns the error to answer with. */
  refuse(operation: string): Error
}

// AWS: aws-lambda-runtime-interface-emulator lambda/core/statenames.go
type State = 'Started' | 'InitError' | 'Ready' | 'Running' | 'RuntimeResponseSentState'

const VERSION = '/2018-06-01'
const INVOCATION = /^\/2018-06-01\/runtime\/invocation\/([^/]+)\/(response|error)$/

/** Other APIs at the same address, by the beginning of their paths. */
const NOT_SIMULATED: readonly (readonly [path: string, operation: string])[] = [
  ['/2020-01-01/extension/', 'the Extensions API'],
  ['/2020-08-15/logs', 'the Logs API'],
  ['/2022-07-01/telemetry', 'the Telemetry API'],
  ['/2018-06-01/runtime/restore/', 'the Runtime API for SnapStart'],
]

/** Whether a path belongs to one of the APIs of the execution environment. */
export const isRuntimePath = (path: string): boolean =>
  path.startsWith(`${VERSION}/`) || NOT_SIMULATED.some(([prefix]) => path.startsWith(prefix))

export class RuntimeApi {
  readonly #listener: ApiListener
  #state: State = 'Started'
  /** The requests for the next event that wait. */
  #asking: ServerResponse[] = []
  #pending: Delivery | undefined
  #current: Delivery | undefined

  constructor(listener: ApiListener) {
    this.#listener = listener
  }

  /** Whether the process does something else than wait for an event. */
  get isBusy(): boolean {
    return this.#asking.length === 0
  }

  /** Gives an event to the process when it asks for one. */
  deliver(delivery: Delivery): void {
    this.#pending = delivery
    this.#send()
  }

  async serve(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const { method } = request
    const [, requestId, kind] = INVOCATION.exec(path) ?? []
    if (method === 'GET' && path === `${VERSION}/runtime/invocation/next`) this.#next(response)
    else if (method === 'POST' && requestId !== undefined) {
      await this.#answer(request, response, requestId, kind)
    } else if (method === 'POST' && path === `${VERSION}/runtime/init/error`) {
      await this.#initError(request, response)
      // AWS: the emulator's router keeps /ping.
    } else if (method === 'GET' && path === `${VERSION}/ping`) response.end('pong')
    else this.#refuse(response, path)
  }

  #refuse(response: ServerResponse, path: string): void {
    const [, operation] = NOT_SIMULATED.find(([prefix]) => path.startsWith(prefix)) ?? []
    if (operation === undefined) response.writeHead(404).end('404 page not found\n')
    else {
      const { name, message } = this.#listener.refuse(operation)
      send(response, 501, { errorMessage: message, errorType: name })
    }
  }

  #next(response: ServerResponse): void {
    if (this.#current && this.#state === 'Running') {
      sendForbidden(response, this.#state, 'Ready')
      return
    }
    const isFirst = this.#state === 'Started'
    this.#state = 'Ready'
    this.#current = undefined
    this.#asking.push(response)
    response.once('close', () => {
      this.#asking = this.#asking.filter((other) => other !== response)
    })
    if (isFirst) this.#listener.onReady()
    this.#send()
  }

  #send(): void {
    const delivery = this.#pending
    const response = delivery && this.#asking.shift()
    if (!response) return
    this.#pending = undefined
    this.#current = delivery
    this.#state = 'Running'
    // Bytes: with text, Node would write the headers in UTF-8 as well.
    const event = Buffer.from(delivery.event)
    const headers = { 'Content-Type': 'application/json', 'Content-Length': event.length }
    response.writeHead(200, { ...delivery.headers, ...headers })
    response.end(event)
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
    kind: string | undefined,
  ): Promise<void> {
    const delivery = this.#current
    const next = kind === 'error' ? 'InvocationErrorResponse' : 'InvocationResponse'
    if (delivery && this.#state !== 'Running') {
      request.resume()
      sendForbidden(response, this.#state, next)
    } else if (delivery?.requestId !== requestId) {
      request.resume()
      send(response, 400, { errorMessage: 'Invalid request ID', errorType: 'InvalidRequestID' })
    } else if (kind === 'error') await this.#error(request, response, delivery)
    else await this.#response(request, response, delivery)
  }

  async #error(
    request: IncomingMessage,
    response: ServerResponse,
    delivery: Delivery,
  ): Promise<void> {
    this.#state = 'RuntimeResponseSentState'
    // The cause for X-Ray, which another header may hold, means nothing in a test.
    const { bytes } = await readBody(request, RESPONSE_BYTES)
    sendAccepted(response)
    delivery.fail(toPostedError(bytes.toString('utf8'), errorType(request)))
  }

  async #response(
    request: IncomingMessage,
    response: ServerResponse,
    delivery: Delivery,
  ): Promise<void> {
    const mode = request.headers['lambda-runtime-function-response-mode']
    if (mode !== undefined && mode !== 'streaming') {
      request.resume()
      send(response, 400, {
        errorMessage: 'Invalid function response mode',
        errorType: 'InvalidFunctionResponseMode',
      })
      return
    }
    this.#state = 'RuntimeResponseSentState'
    const isStreamed = mode === 'streaming'
    const read = await readResponse(request, delivery, isStreamed)
    if (read.type === 'tooLarge') {
      // AWS: aws-lambda-runtime-interface-emulator lambda/rapi/rendering/render_error.go
      send(response, 413, {
        errorMessage: `Exceeded maximum allowed payload size (${RESPONSE_BYTES} bytes).`,
        errorType: 'RequestEntityTooLarge',
      })
      delivery.failTooLarge()
      return
    }
    sendAccepted(response)
    if (read.type === 'failed') delivery.fail(read.error)
    else delivery.answer(read.bytes, isStreamed)
  }

  async #initError(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.#state !== 'Started') {
      request.resume()
      sendForbidden(response, this.#state, 'InitError')
      return
    }
    this.#state = 'InitError'
    const { bytes } = await readBody(request, RESPONSE_BYTES)
    sendAccepted(response)
    this.#listener.onInitError(toPostedError(bytes.toString('utf8'), errorType(request)))
  }
}

const errorType = ({ headers }: IncomingMessage): string | undefined => {
  const type = headers['lambda-runtime-function-error-type']
  return typeof type === 'string' ? type : undefined
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' })
  response.end(`${JSON.stringify(body)}\n`)
}

const sendAccepted = (response: ServerResponse): void => send(response, 202, { status: 'OK' })

// AWS: aws-lambda-runtime-interface-emulator lambda/rapi/handler/constants.go
const sendForbidden = (response: ServerResponse, from: State, to: string): void =>
  send(response, 403, {
    errorMessage: `State transition from ${from} to ${to} failed for runtime. Error: State transition is not allowed`,
    errorType: 'InvalidStateTransition',
  })
