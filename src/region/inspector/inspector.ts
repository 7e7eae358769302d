/**
 * `region.listen({ inspector: true })`: pages that show a region and change it, for the developer
 * who runs it. Plain HTML with forms; the only thing that is live is the trace.
 */
import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { Inspector } from '../listen/inspector.ts'
import { Refusal } from '../listen/refusal.ts'
import { Region } from '../region.ts'
import type { RegionWorld } from '../world.ts'
import { baseOf, checkInspectorAccess, isInspectorPath } from './access.ts'
import { bucketsPage } from './buckets.ts'
import { busesPage } from './buses.ts'
import type { Inspection, PageAnswer, PageHandler, PageRequest } from './context.ts'
import { notice } from './forms.ts'
import { distributionsPage } from './distributions.ts'
import { functionsPage } from './functions.ts'
import { sendLive } from './live.ts'
import { othersPage } from './others.ts'
import { clockPage, overview, tracePage } from './overview.ts'
import { policy, printInspectorPage } from './page.ts'
import { rolesPage } from './people/roles.ts'
import { userPoolsPage } from './people/user-pools.ts'
import { queuesPage } from './queues.ts'
import { routesPage } from './routes.ts'
import { tablesPage } from './tables.ts'
import { topicsPage } from './topics.ts'

const PAGES: ReadonlyMap<string, PageHandler> = new Map<string, PageHandler>([
  ['', overview],
  ['buckets', bucketsPage],
  ['buses', busesPage],
  ['clock', clockPage],
  ['distributions', distributionsPage],
  ['functions', functionsPage],
  ['queues', queuesPage],
  ['roles', rolesPage],
  ['routes', routesPage],
  ['tables', tablesPage],
  ['topics', topicsPage],
  ['trace', tracePage],
  ['userPools', userPoolsPage],
])

export function createInspector(world: RegionWorld, allowedHosts: ReadonlySet<string>): Inspector {
  // Not from the region's seed: nobody else may know it.
  const base = baseOf(randomBytes(18).toString('base64url'))
  const inspection: Inspection = { region: new Region(world), world, base, events: new Map() }
  return {
    path: base,
    isFor: ({ url = '' }) => isInspectorPath(url),
    async answer(request, response, body) {
      const rest = checkInspectorAccess(request, base, allowedHosts)
      if (!body) throw new Refusal(413, 'a form that is too large')
      const asked = toPageRequest(request.method ?? 'GET', rest, body)
      if (asked.path[0] === 'live') return sendLive(inspection, response)
      send(inspection, asked, await answerPage(inspection, asked), response)
    },
  }
}

function toPageRequest(method: string, rest: string, body: Uint8Array): PageRequest {
  if (!['GET', 'HEAD', 'POST'].includes(method)) throw new Refusal(405, `${method} of a page`)
  const [path = '', query = ''] = rest.split('?', 2)
  return {
    method,
    path: path.split('/').map(decodeURIComponent),
    query: new URLSearchParams(query),
    // Browsers send line breaks of a text area as CRLF.
    form: new URLSearchParams(
      Buffer.from(body)
        .toString('utf8')
        .replace(/%0D%0A/gi, '%0A'),
    ),
  }
}

async function answerPage(inspection: Inspection, request: PageRequest): Promise<PageAnswer> {
  const page = PAGES.get(request.path[0] ?? '') ?? othersPage
  try {
    return await page(inspection, request)
  } catch (error) {
    // AWS's refusal, or a mistake in a form. The browser's way back keeps the form.
    return { title: 'That was refused', status: 400, body: notice(textOf(error), true) }
  }
}

const textOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error)

const HEADERS = {
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

function send(
  inspection: Inspection,
  { method, path }: PageRequest,
  answer: PageAnswer,
  response: ServerResponse,
): void {
  if ('goTo' in answer) {
    response.writeHead(303, { ...HEADERS, location: answer.goTo }).end()
    return
  }
  if ('download' in answer) {
    const name = encodeURIComponent(answer.name.split('/').at(-1) ?? 'object')
    response.writeHead(200, {
      ...HEADERS,
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${name}`,
      'content-security-policy': "default-src 'none'; sandbox",
    })
    response.end(answer.download)
    return
  }
  const { title, body, status = 200 } = answer
  const page = printInspectorPage(inspection, path[0], title, body)
  response.writeHead(status, {
    ...HEADERS,
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy(),
  })
  response.end(method === 'HEAD' ? undefined : page)
}
