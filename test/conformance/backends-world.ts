/** HTTP backends of a case: `given.backends` answers what HTTP integrations send. */
import { isObject, type Json, type JsonObject } from './case.ts'
import type { CaseWorld, Part } from './part.ts'

const LAST_REQUEST = 'backendRequest'

/** A request as `then.backendRequest` describes it. */
interface SeenRequest {
  readonly method: string
  readonly path: string
  /** All values of each parameter. */
  readonly query: Readonly<Record<string, readonly string[]>>
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

async function toSeen(request: Request): Promise<SeenRequest> {
  const { pathname: path, searchParams } = new URL(request.url)
  const query = Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => [name, searchParams.getAll(name)]),
  )
  const headers = Object.fromEntries(request.headers)
  return { method: request.method, path, query, headers, body: await request.text() }
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const json = (status: number, body: string): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body,
})

const KINDS: Readonly<Record<string, (seen: SeenRequest, given: JsonObject) => Answer>> = {
  fixed: (_, { status, headers, body }) => ({
    status: Number(status ?? 200),
    headers: (headers ?? {}) as Record<string, string>,
    body: String(body ?? ''),
  }),
  echoBody: ({ body }) => json(200, body),
  statusFromLastPathSegment({ path }) {
    const status = Number(path.split('/').at(-1))
    return json(status, JSON.stringify({ status_code: status, message: '' }))
  },
  describeRequest: (seen) => json(200, JSON.stringify(seen)),
}

function createBackends({ region, kept }: CaseWorld, backends: Json): void {
  for (const [url, given] of Object.entries(backends as JsonObject)) {
    const answer = isObject(given) ? KINDS[String(given['kind'])] : undefined
    if (!answer || !isObject(given))
      throw new Error(`the backend ${JSON.stringify(given)} is not known to the runner`)
    region.backend(url, async (request) => {
      const seen = await toSeen(request)
      kept.set(LAST_REQUEST, seen)
      const { status, headers, body } = answer(seen, given)
      // A server adds these.
      const own = { connection: 'keep-alive', date: new Date(0).toUTCString() }
      const length = { 'content-length': String(Buffer.byteLength(body)) }
      const bodyless = status === 204 || status === 304
      return new Response(bodyless ? null : body, {
        status,
        headers: { ...own, ...(!bodyless && length), ...headers },
      })
    })
  }
}

/** A parameter that the case gives as one value is no list. */
function withSingles(seen: SeenRequest, expected: Json): unknown {
  const query = isObject(expected) && isObject(expected['query']) ? expected['query'] : {}
  const entries = Object.entries(seen.query).map(([name, values]) => [
    name,
    typeof query[name] === 'string' && values.length === 1 ? values[0] : values,
  ])
  return { ...seen, query: Object.fromEntries(entries) as unknown }
}

export const backendsWorld: Part = {
  given: { backends: createBackends },
  then: {
    backendRequest(check, expected) {
      const seen = check.world.kept.get(LAST_REQUEST) as SeenRequest | undefined
      if (!seen) return check.fail('no backend got a request')
      check.match('backendRequest', withSingles(seen, expected), expected)
    },
  },
}
