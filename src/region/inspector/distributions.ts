/** Distributions: a viewer's request, the points of presence with their objects, invalidations. */
import type { Distribution } from '../../cloudfront/index.ts'
import { html, type Content, type Html } from '../../pages/html.ts'
import { chip, facts, folded, section, table, took, type Tone } from '../../pages/parts.ts'
import { shortened } from '../../pages/print.ts'
import {
  field,
  linkTo,
  printValue,
  type Inspection,
  type PageAnswer,
  type PageRequest,
} from './context.ts'
import { area, button, form, input, select } from './forms.ts'
import { entry, MOST_MESSAGES } from './messages.ts'
import { kindPage, type PagedKind } from './kind-page.ts'

export function distributionsPage(
  inspection: Inspection,
  request: PageRequest,
): PageAnswer | Promise<PageAnswer> {
  const { region } = inspection
  const kind: PagedKind = {
    ...{ title: 'Distributions', plural: 'distributions', singular: 'distribution' },
    headings: ['Domain', '#Requests', '#Objects in caches'],
    columns(name) {
      const { domainName, requests, pops } = region.distribution(name)
      return [html`<code>${domainName}</code>`, requests.length, sizeOf(pops)]
    },
  }
  return kindPage<PageAnswer | Promise<PageAnswer>>(inspection, request, kind, (name) => {
    const distribution = region.distribution(name)
    if (request.method !== 'POST') return showDistribution(inspection, name, distribution)
    const paths = field(request.form, 'invalidate')
    if (paths === undefined) return ask(inspection, name, distribution, request.form)
    distribution.invalidate(...paths.split(/\s+/).filter(Boolean))
    return { goTo: linkTo(inspection, ['distributions', name]) }
  })
}

type Places = Distribution['pops']

const sizeOf = (pops: Places): number => pops.reduce((sum, { objects }) => sum + objects.length, 0)

const METHODS = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']
const HAS_BODY = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])
const SHOWN_BYTES = 20_000

/** Sends a viewer's request, and shows the answer. */
async function ask(
  inspection: Inspection,
  name: string,
  distribution: Distribution,
  fields: URLSearchParams,
): Promise<PageAnswer> {
  const { method = 'GET', path = '/', from, body } = Object.fromEntries(fields)
  const response = await distribution.fetch(path, {
    method,
    headers: headersIn(field(fields, 'headers')),
    ...(from && { from }),
    ...(body && HAS_BODY.has(method) && { body }),
  })
  const text = await response.text()
  const headers = [...response.headers].map(([header, value]) => `${header}: ${value}`)
  const answer = section(
    'answer',
    'Answer',
    html`<p>
        ${chip(response.status, response.ok ? 'good' : 'bad')}
        <bdi>${response.headers.get('x-cache') ?? ''}</bdi>
      </p>
      ${folded('Headers', printValue(inspection, headers.join('\n')))}${folded('Body', printValue(inspection, shortened(text, SHOWN_BYTES)), true)}`,
  )
  return showDistribution(inspection, name, distribution, answer, fields)
}

/** Lines of `name: value`. */
const headersIn = (text = ''): [string, string][] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [name = '', ...value] = line.split(':')
      return [name.trim(), value.join(':').trim()]
    })

function showDistribution(
  inspection: Inspection,
  name: string,
  distribution: Distribution,
  answer?: Content,
  fields: URLSearchParams = new URLSearchParams(),
): PageAnswer {
  const { requests, pops, arn, id, url, keyPairIds } = distribution
  return {
    title: name,
    body: [
      section('request', 'Send a request as a viewer', requestForm(fields)),
      answer,
      section('places', 'Points of presence', placesOf(pops), { count: pops.length }),
      section(
        'invalidate',
        'Invalidate',
        form(
          [input('Paths and tags', 'invalidate', '/*', '/img/* #product:1'), button('Invalidate')],
          {
            row: true,
          },
        ),
      ),
      section('requests', 'Requests', requestsOf(inspection, requests), { count: requests.length }),
      section(
        'facts',
        'Distribution',
        facts([
          ['URL', url],
          ['Id', id],
          ['ARN', arn],
          ['Keys of signed URLs', keyPairIds.join(', ')],
        ]),
      ),
    ],
  }
}

const requestForm = (fields: URLSearchParams): Html =>
  form([
    html`<div class="row">
      ${select(
        'Method',
        'method',
        METHODS.map((method) => [method, method]),
        fields.get('method') ?? '',
      )}${input('Path', 'path', fields.get('path') ?? '/')}${input('From', 'from', fields.get('from') ?? '', 'IAD, FRA, NRT')}
    </div>`,
    html`<details class="payload">
      <summary>Headers and body</summary>
      ${area('Headers, a line each', 'headers', fields.get('headers') ?? '')}${area('Body', 'body', fields.get('body') ?? '')}
    </details>`,
    button('Send', { kind: 'main' }),
  ])

function placesOf(pops: Places): Content {
  if (pops.length === 0) return html`<p>No place was asked yet.</p>`
  const rows = pops.flatMap(({ name, type, objects }) => {
    const place = html`<bdi>${name}</bdi><br /><span class="hint">${type}</span>`
    if (objects.length === 0)
      return [[place, html`<span class="hint">Nothing is in its cache.</span>`, '', '', '', '']]
    return objects.map(({ path, status, age, freshFor, tags }, at) => [
      at === 0 ? place : '',
      html`<bdi>${path}</bdi>`,
      chip(status, status < 400 ? 'good' : 'bad'),
      took(age * 1000),
      freshFor > 0 ? `for ${took(freshFor * 1000)}` : chip('expired', 'warn'),
      tags.join(', '),
    ])
  })
  return table('Objects in caches', ['Place', 'Path', 'Status', '#Age', 'Fresh', 'Tags'], rows)
}

const TONES: Readonly<Record<string, Tone>> = { Hit: 'good', RefreshHit: 'good', Miss: 'warn' }

const requestsOf = (inspection: Inspection, requests: Distribution['requests']): Content =>
  requests
    .slice(-MOST_MESSAGES)
    .reverse()
    .map((request) =>
      entry(
        request.at,
        `${request.method} ${request.path} from ${request.pop}`,
        html`${chip(request.status ?? 'running', (request.status ?? 0) < 400 ? 'good' : 'bad')}
        ${request.result !== undefined && chip(request.result, TONES[request.result] ?? 'plain')}`,
        html`${facts([
          ['Why', request.why],
          ['Reason', request.reason],
          ['Behavior', request.behavior],
          ['Served by', request.servedBy],
          ['Age', request.age === undefined ? undefined : took(request.age * 1000)],
          [
            'Origin',
            request.originRequests.map(({ url, status }) => `${url} ${status ?? ''}`).join(', '),
          ],
          [
            'Functions',
            request.functions.map(({ name, result }) => `${name}: ${result}`).join(', '),
          ],
        ])}${folded('Cache key', request.cacheKey === undefined ? undefined : printValue(inspection, request.cacheKey))}`,
      ),
    )
