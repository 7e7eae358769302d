/** Tables: queries, scans, and edits of items. */
import { dynamodb } from '../../dynamodb/service.ts'
import { html, type Html } from '../../pages/html.ts'
import { facts, section, table as printTable } from '../../pages/parts.ts'
import { shortened } from '../../pages/print.ts'
import {
  field,
  linkTo,
  missing,
  type Inspection,
  type PageAnswer,
  type PageRequest,
} from './context.ts'
import { action, area, button, form, hiddenField, input, notice, select } from './forms.ts'
import { fromDynamoJson, isJsonValue, toDynamoJson, type Item } from './item-json.ts'
import { kindPage, type PagedKind } from './kind-page.ts'

interface Key {
  readonly name: string
  readonly type: string
}

export function tablesPage(inspection: Inspection, request: PageRequest): PageAnswer {
  const { region } = inspection
  const kind: PagedKind = {
    ...{ title: 'Tables', plural: 'tables', singular: 'table', headings: ['#Items'] },
    columns: (name) => [region.table(name).size],
  }
  return kindPage(inspection, request, kind, (name) => {
    if (request.method === 'POST') return change(inspection, name, request)
    return request.path[2] === 'item'
      ? editor(inspection, name, request)
      : showTable(inspection, name, request)
  })
}

/** Writes or removes an item. */
function change(inspection: Inspection, name: string, { form: fields }: PageRequest): PageAnswer {
  const table = inspection.region.table(name)
  const back = { goTo: linkTo(inspection, ['tables', name]) }
  const text = field(fields, 'item') ?? ''
  try {
    const value = JSON.parse(text) as Item
    if (field(fields, 'do') === 'delete') table.delete(value)
    else table.put(fields.get('form') === 'dynamodb' ? fromDynamoJson(value) : value)
    return back
  } catch (error) {
    return {
      title: name,
      status: 400,
      body: [notice((error as Error).message, true), itemForm(text, fields.get('form') ?? '')],
    }
  }
}

function editor(inspection: Inspection, name: string, { query }: PageRequest): PageAnswer {
  const key = JSON.parse(field(query, 'key') ?? '{}') as Item
  const item = inspection.region.table(name).get(key) as Item | undefined
  if (!item) return missing('such item')
  const isPlain = isJsonValue(item)
  const text = JSON.stringify(isPlain ? item : toDynamoJson(item), null, 2)
  return {
    title: `${name}: an item`,
    body: section('edit', 'Item', [
      itemForm(text, isPlain ? '' : 'dynamodb', linkTo(inspection, ['tables', name])),
      action(
        'Delete this item',
        { item: JSON.stringify(key), do: 'delete' },
        { kind: 'danger', action: linkTo(inspection, ['tables', name]) },
      ),
    ]),
  }
}

const itemForm = (text: string, kind: string, target?: string): Html =>
  form(
    [
      hiddenField('form', kind),
      area(
        kind === 'dynamodb'
          ? 'Item, in DynamoDB’s JSON, because it has sets, bytes or large numbers'
          : 'Item, as JSON',
        'item',
        text,
      ),
      button('Put item', { kind: 'main', name: 'do', value: 'put' }),
    ],
    target === undefined ? {} : { action: target },
  )

const OPERATORS = ['eq', 'lt', 'lte', 'gt', 'gte', 'beginsWith'] as const
const MOST_ITEMS = 50

function showTable(inspection: Inspection, name: string, request: PageRequest): PageAnswer {
  const state = inspection.world.state(dynamodb).tables.get(name)
  if (!state) return missing(`table '${name}'`)
  const { key, indexes } = state.definition
  const index = indexes.find((each) => each.name === field(request.query, 'index'))
  const schema = index?.key ?? key
  const keys: Key[] = [...schema.partition, ...schema.sort]
  const found = look(inspection, name, request.query, schema.partition, schema.sort)
  const template = Object.fromEntries(
    [...key.partition, ...key.sort].map((each) => [each.name, each.type === 'N' ? 0 : '']),
  )
  return {
    title: name,
    body: [
      section(
        'query',
        'Query',
        queryForm(
          request.query,
          keys,
          schema.sort[0],
          indexes.map((each) => each.name),
        ),
      ),
      section('items', found.title, [
        found.error && notice(found.error, true),
        items(inspection, name, found.items, [...key.partition, ...key.sort]),
      ]),
      section('new', 'New item', itemForm(JSON.stringify(template, null, 2), '')),
      section(
        'facts',
        'Table',
        facts([
          ['ARN', inspection.region.table(name).arn],
          ['Items', String(inspection.region.table(name).size)],
          [
            'Key',
            [...key.partition, ...key.sort].map((each) => `${each.name} (${each.type})`).join(', '),
          ],
          ['Indexes', indexes.map((each) => each.name).join(', ') || undefined],
        ]),
      ),
    ],
  }
}

const queryForm = (
  query: URLSearchParams,
  keys: readonly Key[],
  sort: Key | undefined,
  indexes: readonly string[],
): Html =>
  form(
    [
      indexes.length > 0 &&
        select(
          'Index',
          'index',
          [['', 'the table'], ...indexes.map((name) => [name, name] as const)],
          query.get('index') ?? '',
        ),
      keys.map((key) => [
        key === sort &&
          select(
            'Condition',
            'operator',
            OPERATORS.map((each) => [each, each] as const),
            query.get('operator') ?? 'eq',
          ),
        input(`${key.name} (${key.type})`, `key.${key.name}`, query.get(`key.${key.name}`) ?? ''),
      ]),
      input('Filter', 'filter', query.get('filter') ?? '', 'amount > :n'),
      input('Values, as JSON', 'values', query.get('values') ?? '', '{":n": 5}'),
      button('Query or scan', { kind: 'main' }),
    ],
    { method: 'get', row: true },
  )

interface Found {
  readonly title: string
  readonly items: readonly Item[]
  readonly error?: string
}

function look(
  { region }: Inspection,
  name: string,
  query: URLSearchParams,
  partition: readonly Key[],
  sort: readonly Key[],
): Found {
  const table = region.table(name)
  const valueOf = ({ name: attribute, type }: Key): string | number | undefined => {
    const text = field(query, `key.${attribute}`)
    return text === undefined ? undefined : type === 'N' ? Number(text) : text
  }
  const [filter, values, index] = ['filter', 'values', 'index'].map((each) => field(query, each))
  const operator = field(query, 'operator') ?? 'eq'
  try {
    const options = {
      limit: MOST_ITEMS,
      ...(index !== undefined && { index }),
      ...(filter !== undefined && { filter }),
      ...(values !== undefined && { values: JSON.parse(values) as Record<string, unknown> }),
    }
    if (partition.some((key) => valueOf(key) === undefined))
      return { title: 'Items (scan)', items: table.scan(options as never) as Item[] }
    const conditions = Object.fromEntries([
      ...partition.map((key) => [key.name, valueOf(key)]),
      ...sort
        .filter((key) => valueOf(key) !== undefined)
        .map((key) => [key.name, operator === 'eq' ? valueOf(key) : { [operator]: valueOf(key) }]),
    ]) as Record<string, string>
    return { title: 'Items (query)', items: table.query(conditions, options as never) as Item[] }
  } catch (error) {
    return { title: 'Items', items: [], error: (error as Error).message }
  }
}

const MOST_COLUMNS = 8

function items(
  inspection: Inspection,
  name: string,
  found: readonly Item[],
  keys: readonly Key[],
): Html {
  if (found.length === 0) return html`<p>No items.</p>`
  const attributes = new Set([
    ...keys.map((key) => key.name),
    ...found.flatMap((item) => Object.keys(item)),
  ])
  const columns = [...attributes].slice(0, MOST_COLUMNS)
  const rows = found.map((item) => {
    const key = Object.fromEntries(keys.map((each) => [each.name, item[each.name]]))
    const cells = columns.map((column) => html`<bdi>${cellText(item[column])}</bdi>`)
    const [first, ...rest] = cells
    const link =
      isJsonValue(key) &&
      html`<a href="${linkTo(inspection, ['tables', name, 'item'], { key: JSON.stringify(key) })}"
        >${first}</a
      >`
    return [link || first, ...rest]
  })
  return html`${printTable(`Items of ${name}`, columns, rows)}${found.length === MOST_ITEMS && html`<p class="hint">The first ${MOST_ITEMS}. A query or a filter finds others.</p>`}`
}

function cellText(value: unknown): string {
  if (value === undefined) return ''
  if (typeof value === 'string') return shortened(value, 120) || '""'
  if (value instanceof Uint8Array) return `${value.byteLength} bytes`
  if (value instanceof Set) return shortened(`{${[...value].map(String).join(', ')}}`, 120)
  return shortened(
    typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value),
    120,
  )
}
