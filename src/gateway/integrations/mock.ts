/** The backend of MOCK integrations: the request template's output names a status. */
import { rooms } from '../rooms.ts'
import type { BackendAnswer } from './answer.ts'
import { toText, type Payload } from './convert-payload.ts'
import { configurationError } from './failure.ts'

const NOTHING = new Uint8Array()

// Recorded: rest-mock: an integer, in lenient JSON too ('{statusCode: 200}'); the string "200" fails;
// the template's output is no input of the response template
export function answerMock(body: Payload): BackendAnswer {
  const text = typeof body === 'string' ? body : toText(body)
  const status = SIMPLE.exec(text)?.[1] ?? statusIn(text)
  if (status === undefined)
    throw configurationError(
      'The mock has no statusCode: its request template must give JSON with an integer statusCode.',
    )
  return { status: Number(status), headers: [], body: NOTHING, selection: status }
}

/** What nearly every mock says, which needs no parser. */
const SIMPLE = /^\s*\{\s*["']?statusCode["']?\s*:\s*(\d{1,9})\s*\}\s*$/

function statusIn(text: string): string | undefined {
  const { parseLenientJson, InvalidJsonError } = rooms.templates()
  try {
    const document = parseLenientJson(text)
    const status = document instanceof Map ? document.get('statusCode') : undefined
    return typeof status === 'bigint' ? String(status) : undefined
  } catch (error) {
    if (error instanceof InvalidJsonError) return undefined
    throw error
  }
}
