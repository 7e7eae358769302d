/**
 * Errors that `region.listen()` itself answers with, such as refusals before a request reaches the
 * region.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'

export class Refusal extends Error {
  override readonly name = 'RequestRefused'
  readonly status: number

  /** `what` completes the sentence "region.listen() refused ...". */
  constructor(status: number, what: string, hint?: string) {
    super(`region.listen() refused ${what}.${hint === undefined ? '' : ` ${hint}`}`)
    this.status = status
  }
}

/**
 * Answers with an error of this package: a refusal, a gap or a mistake of the test. It never looks
 * like an answer of AWS. SDK clients expect JSON, and receive the form that they turn into an error
 * with this name.
 */
export function sendError(error: Error, request: IncomingMessage, response: ServerResponse): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const { name, message } = error
  const type = request.headers['content-type'] ?? ''
  const [contentType, text] = /^application\/x-amz-json/.test(type)
    ? [type, JSON.stringify({ __type: name, message })]
    : ['text/plain; charset=utf-8', `${name}: ${message}\n`]
  response.writeHead(statusOf(error), { 'content-type': contentType })
  response.end(text)
}

function statusOf(error: Error): number {
  if (error instanceof Refusal) return error.status
  if (error.name === 'UnsupportedError') return 501
  // A malformed percent escape in the target, which only the operation decodes.
  return error instanceof URIError ? 400 : 500
}

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
}

/** The error as the text of a whole response, for bytes that never became a request. */
export function toRawResponse({ name, message, status }: Refusal): string {
  const text = `${name}: ${message}\n`
  return [
    `HTTP/1.1 ${status} ${REASONS[status] ?? ''}`,
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(text)}`,
    'Connection: close',
    '',
    text,
  ].join('\r\n')
}
