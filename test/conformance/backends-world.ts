/** HTTP backends of a case, and the last request that one got. */
import { isObject, type Json, type JsonObject } from './case.ts'
import type { CaseWorld, Part } from './part.ts'

const ASKED = 'backendRequest'

interface Backend {
  readonly kind: string
  readonly status?: number
  readonly headers?: Record<string, string>
  readonly body?: Json
}

/** A request in the words of the checks. */
interface Asked {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, readonly string[]>>
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

async function describe(request: Request): Promise<Asked> {
  const { pathname, searchParams } = new URL(request.url)
  const names = [...new Set(searchParams.keys())]
  return {
    method: request.method,
    path: pathname,
    query: Object.fromEntries(names.map((name) => [name, searchParams.getAll(name)])),
    headers: Object.fromEntries(request.headers),
    body: await request.text(),
  }
}

function answer({ kind, status = 200, headers, body }: Backend, asked: Asked): Response {
  switch (kind) {
    case 'fixed': {
      const text = typeof body === 'string' ? body : JSON.stringify(body ?? '')
      return new Response(text, { status, ...(headers && { headers }) })
    }
    case 'echoBody':
      return new Response(asked.body, { headers: { 'content-type': 'application/json' } })
    case 'statusFromLastPathSegment': {
      const code = Number(asked.path.split('/').at(-1))
      return Response.json({ status_code: code, message: '' }, { status: code })
    }
    case 'describeRequest':
      return Response.json(asked)
    default:
      throw new Error(`the backend ${kind} is not known to the runner`)
  }
}

function createBackends({ region, kept }: CaseWorld, given: Json): void {
  for (const [url, backend] of Object.entries(given as JsonObject)) {
    if (!isObject(backend)) throw new Error(`the backend of ${url} is not known to the runner`)
    region.backend(url, async (request) => {
      const asked = await describe(request)
      kept.set(ASKED, asked)
      return answer(backend as unknown as Backend, asked)
    })
  }
}

export const backendsWorld: Part = {
  given: { backends: createBackends },
  then: {
    backendRequest: (check, expected) =>
      check.match('backendRequest', check.world.kept.get(ASKED), expected),
  },
}
