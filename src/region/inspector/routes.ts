/** Gateways: their routes, a form that sends a request, and the requests so far. */
import { gateway as gatewayService } from '../../gateway/service.ts'
import { html, type Content, type Html } from '../../pages/html.ts'
import { chip, section, table } from '../../pages/parts.ts'
import { requestEntry } from '../report/requests.ts'
import { toShown } from '../report/shown.ts'
import {
  field,
  linkTo,
  missing,
  type Inspection,
  type PageAnswer,
  type PageRequest,
} from './context.ts'
import { area, button, form, input, notice, select } from './forms.ts'

interface Api {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly routes: readonly string[]
}

function apisIn({ world }: Inspection): Api[] {
  if (!world.holds(gatewayService)) return []
  const { apis, sockets } = world.state(gatewayService)
  const toApi = ({ id, name, type, working }: ApiLike): Api => ({
    id,
    name,
    type: type ?? 'websocket',
    routes: [...working.routes.keys()],
  })
  return [...apis.values(), ...(sockets?.apis.values() ?? [])].map((api) => toApi(api as ApiLike))
}

interface ApiLike {
  readonly id: string
  readonly name: string
  readonly type?: string
  readonly working: { readonly routes: ReadonlyMap<string, unknown> }
}

export function routesPage(
  inspection: Inspection,
  request: PageRequest,
): PageAnswer | Promise<PageAnswer> {
  const apis = apisIn(inspection)
  const [, id] = request.path
  if (id === undefined) return listGateways(inspection, apis)
  const api = apis.find((each) => each.id === id)
  if (!api) return missing(`gateway '${id}'`)
  return request.method === 'POST'
    ? send(inspection, api, request)
    : showApi(inspection, api, request.query)
}

function listGateways(inspection: Inspection, apis: readonly Api[]): PageAnswer {
  const rows = apis.map(({ id, name, type, routes }) => [
    html`<a href="${linkTo(inspection, ['routes', id])}"><bdi>${name}</bdi></a>`,
    type,
    routes.map((route) => html`<code>${route}</code><br />`),
  ])
  const list = table('Gateways', ['Gateway', 'Kind', 'Routes'], rows)
  return { title: 'Routes', body: section('list', 'Gateways', list, { count: apis.length }) }
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

/** The longest body that a page shows. */
const LONGEST_BODY = 20_000

async function send(
  inspection: Inspection,
  api: Api,
  { form: fields }: PageRequest,
): Promise<PageAnswer> {
  const method = field(fields, 'method') ?? 'GET'
  const body = field(fields, 'body')
  const headers = headersOf(field(fields, 'headers') ?? '')
  const gateway = inspection.region.gateway(api.id)
  try {
    const response = await gateway.fetch(field(fields, 'path') ?? '/', {
      method,
      headers,
      ...(body !== undefined && method !== 'GET' && method !== 'HEAD' && { body }),
    })
    const text = await response.text()
    const lines = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n')
    const tone = response.status >= 500 ? 'bad' : response.status >= 400 ? 'warn' : 'good'
    return showApi(
      inspection,
      api,
      fields,
      section(
        'answer',
        'Answer',
        html`<p>
            ${chip(response.status, tone)} <a href="${linkTo(inspection, ['trace'])}">Trace</a>
          </p>
          <pre tabindex="0">${lines}</pre>
          <pre tabindex="0" id="answer-body">${text.slice(0, LONGEST_BODY)}</pre>`,
      ),
    )
  } catch (error) {
    return showApi(inspection, api, fields, notice((error as Error).message, true))
  }
}

function headersOf(text: string): [string, string][] {
  return text.split('\n').flatMap((line): [string, string][] => {
    const [, name, value = ''] = /^\s*([^:\s]+)\s*:\s*(.*?)\s*$/.exec(line) ?? []
    return name === undefined ? [] : [[name, value]]
  })
}

const MOST_REQUESTS = 50

function showApi(
  inspection: Inspection,
  api: Api,
  values: URLSearchParams,
  answer?: Content,
): PageAnswer {
  const isSocket = api.type === 'websocket'
  const shown = toShown(inspection.world)
  const requests = shown.records.filter(
    (record) =>
      record.kind === 'request' &&
      Reflect.get(Object(Reflect.get(record, 'gateway')) as object, 'id') === api.id,
  )
  return {
    title: `${api.name} (${api.type})`,
    body: [
      !isSocket &&
        section(
          'send',
          'Send a request',
          form(
            [
              html`<div class="row">
                ${select(
                  'Method',
                  'method',
                  METHODS.map((each) => [each, each] as const),
                  values.get('method') ?? 'GET',
                )}${input('Path and query', 'path', values.get('path') ?? '/')}
              </div>`,
              area('Headers', 'headers', values.get('headers') ?? 'content-type: application/json'),
              area('Body', 'body', values.get('body') ?? ''),
              button('Send', { kind: 'main' }),
            ],
            { action: linkTo(inspection, ['routes', api.id]) },
          ),
        ),
      answer,
      section('routes', 'Routes', routeTable(inspection, api), { count: api.routes.length }),
      section(
        'requests',
        'Requests',
        requests
          .slice(-MOST_REQUESTS)
          .reverse()
          .map((record) => requestEntry(shown, record, false)),
        { count: requests.length },
      ),
    ],
  }
}

/** Each route fills the form. */
function routeTable(inspection: Inspection, api: Api): Html {
  const rows = api.routes.map((route) => {
    const [, method, path] = /^([A-Z]+) (.*)$/.exec(route) ?? []
    const link =
      method === undefined || api.type === 'websocket'
        ? html`<code>${route}</code>`
        : html`<a
            href="${linkTo(inspection, ['routes', api.id], { method: method === 'ANY' ? 'GET' : method, path: path ?? '/' })}"
            ><code>${route}</code></a
          >`
    return [link]
  })
  return table('Routes', ['Route'], rows)
}
