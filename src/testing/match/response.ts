/** Matchers on a gateway's answers: toHaveStatus, toHaveJson. */
import { MisuseError } from '../../core/errors.ts'
import { markSeen } from '../../core/reporting/failure-seen.ts'
import { contains } from '../../core/compare.ts'
import { diff, show } from '../../core/matching/diff.ts'
import { checkGiven } from '../../core/matching/expected.ts'
import { checkStatus } from '../expected.ts'
import type { Paint } from '../../core/matching/paint.ts'
import { paragraphs } from '../../core/matching/words.ts'
import { traceAround, type Outcome } from '../outcome.ts'
import { isHandshakeError, isRequestRecord, isResponse, refuse, requestBehind } from '../subject.ts'

const SUBJECTS = 'a Response or the record of a request'

export function toHaveStatus(subject: unknown, expected: unknown): Outcome {
  if (!isResponse(subject) && !isRequestRecord(subject) && !isHandshakeError(subject))
    refuse('toHaveStatus', subject, SUBJECTS)
  checkStatus('toHaveStatus', expected)
  const request = requestBehind(subject)
  const { status } = subject
  const pass = contains(status, expected)
  // An assertion on a status covers the failure behind it.
  if (pass) markSeen(request?.invocation)
  const answered = `${nameOf(subject)} answered ${show(status)}`
  return {
    pass,
    message: (negated) =>
      paragraphs(
        negated
          ? `Expected a status other than ${show(expected)}, but ${answered}.`
          : `Expected status ${show(expected)}, but ${answered}.`,
        !pass && bodyBehind(request?.invocation?.payload),
        traceAround(request),
      ),
  }
}

export async function toHaveJson(subject: unknown, expected: unknown): Promise<Outcome> {
  const response = isRequestRecord(subject) ? subject.response : subject
  if (!isResponse(response)) refuse('toHaveJson', subject, SUBJECTS)
  checkGiven('toHaveJson', expected, 'the expected part of the JSON')
  const request = requestBehind(subject)
  const text = await readBody(response)
  const body = parse(text)
  const pass = body !== undefined && contains(body.json, expected)
  const name = nameOf(subject)
  const about = (paint: Paint | undefined): string =>
    body === undefined
      ? `Expected ${name} to answer JSON, but it answered${contentType(response)}:\n${show(text)}`
      : `Expected ${name} to answer JSON that contains the lines marked '-':\n\n${diff(expected, body.json, paint)}`
  return {
    pass,
    message: (negated, paint) =>
      paragraphs(
        negated
          ? `Expected ${name} not to answer JSON that contains ${show(expected)}.`
          : about(paint),
        traceAround(request),
      ),
  }
}

/** Returns `POST /orders`, or the route of a WebSocket API, if the gateway's record is known. */
function nameOf(subject: unknown): string {
  const request = requestBehind(subject)
  const asked = [request?.method, request?.rawPath].filter(Boolean).join(' ')
  return asked || request?.route || 'the response'
}

/** Returns the body that the function returned, often the explanation of a 4xx or 5xx. */
function bodyBehind(payload: unknown): string | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined
  const body: unknown = Reflect.get(payload, 'body')
  return typeof body === 'string' && body !== '' ? `Body: ${show(body)}` : undefined
}

/** Reads a copy, so that the test can read the body too. */
async function readBody(response: Response): Promise<string> {
  if (response.bodyUsed) {
    throw new MisuseError(
      'toHaveJson received a Response whose body has been read already.',
      'the Response before its json() or text() is called',
      'Did you mean: const body = await res.json(); expect(body).toMatchObject(...)?',
    )
  }
  return response.clone().text()
}

function parse(text: string): { json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) as unknown }
  } catch {
    // The body is not JSON. The message shows its text.
    return undefined
  }
}

const contentType = (response: Response): string => {
  const type = response.headers.get('content-type')
  return type ? ` ${type}` : ''
}
