/** Buckets: keys, contents, and forms to put and delete. Contents are shown as text, or saved. */
import { html } from '../../pages/html.ts'
import { facts, section, table } from '../../pages/parts.ts'
import { bodyValue } from '../../pages/print.ts'
import {
  field,
  linkTo,
  missing,
  printValue,
  type Inspection,
  type PageAnswer,
  type PageRequest,
} from './context.ts'
import { action, area, button, form, input } from './forms.ts'
import { kindPage, type PagedKind } from './kind-page.ts'

const MOST_KEYS = 200

export function bucketsPage(inspection: Inspection, request: PageRequest): PageAnswer {
  const { region } = inspection
  const kind: PagedKind = {
    ...{ title: 'Buckets', plural: 'buckets', singular: 'bucket', headings: ['#Objects'] },
    columns: (name) => [region.bucket(name).keys.length],
  }
  return kindPage(inspection, request, kind, (name) => {
    if (request.method === 'POST') return change(inspection, name, request)
    const key = field(request.query, 'key')
    return key === undefined
      ? showBucket(inspection, name, request)
      : showObject(inspection, name, key, request)
  })
}

function showObject(
  inspection: Inspection,
  name: string,
  key: string,
  { path: [, , page] }: PageRequest,
): PageAnswer {
  const object = inspection.region.bucket(name).get(key)
  if (!object) return missing(`object '${key}'`)
  if (page === 'download') return { download: object.bytes, name: key }
  const target = linkTo(inspection, ['buckets', name])
  return {
    title: key,
    body: [
      section(
        'object',
        'Object',
        html`${facts([
            ['Size', `${object.bytes.byteLength} bytes`],
            ['Content type', object.contentType],
            ['ETag', object.eTag],
            ['Version', object.versionId],
            ['Modified', object.lastModified.toISOString()],
            [
              'Metadata',
              Object.keys(object.metadata).length > 0 && printValue(inspection, object.metadata),
            ],
          ])}
          <div class="row">
            <a class="button" href="${linkTo(inspection, ['buckets', name, 'download'], { key })}"
              >Save as a file</a
            >${action('Delete this object', { delete: key }, { kind: 'danger', action: target })}
          </div>`,
      ),
      section(
        'contents',
        'Content',
        html`<pre tabindex="0">${printValue(inspection, bodyValue(object.bytes) ?? '')}</pre>`,
      ),
    ],
  }
}

function change(
  { region, ...inspection }: Inspection,
  name: string,
  { form: fields }: PageRequest,
): PageAnswer {
  const bucket = region.bucket(name)
  const removed = field(fields, 'delete')
  const contentType = field(fields, 'contentType')
  if (removed !== undefined) bucket.delete(removed)
  else
    bucket.put(field(fields, 'key') ?? '', fields.get('content') ?? '', {
      ...(contentType !== undefined && { contentType }),
    })
  return { goTo: linkTo({ region, ...inspection }, ['buckets', name]) }
}

function showBucket(inspection: Inspection, name: string, { query }: PageRequest): PageAnswer {
  const bucket = inspection.region.bucket(name)
  const prefix = query.get('prefix') ?? ''
  const { objects } = bucket.list(prefix === '' ? {} : { prefix })
  const rows = objects
    .slice(0, MOST_KEYS)
    .map((object) => [
      html`<a href="${linkTo(inspection, ['buckets', name, 'object'], { key: object.key })}"
        ><bdi>${object.key}</bdi></a
      >`,
      object.bytes.byteLength,
      object.contentType,
    ])
  return {
    title: name,
    body: [
      section(
        'objects',
        'Objects',
        [
          form([input('Prefix', 'prefix', prefix), button('Show')], { method: 'get', row: true }),
          rows.length === 0
            ? html`<p>No objects.</p>`
            : table(`Objects of ${name}`, ['Key', '#Bytes', 'Type'], rows),
          objects.length > MOST_KEYS &&
            html`<p class="hint">The first ${MOST_KEYS} of ${objects.length}.</p>`,
        ],
        { count: objects.length },
      ),
      section(
        'put',
        'Put an object',
        form([
          html`<div class="row">
            ${input('Key', 'key', prefix)}${input('Content type', 'contentType', 'text/plain')}
          </div>`,
          area('Content', 'content', ''),
          button('Put object', { kind: 'main' }),
        ]),
      ),
      section('facts', 'Bucket', facts([['ARN', bucket.arn]])),
    ],
  }
}
