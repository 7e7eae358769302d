/** Functions: a test event, its result, and the records so far. */
import { hostSetTimeout, realTimeout } from '../../core/time/host.ts'
import type { InvocationRecord } from '../../lambda/index.ts'
import { lambda } from '../../lambda/service.ts'
import { html, type Content, type Html } from '../../pages/html.ts'
import { chip, facts, folded, section, took } from '../../pages/parts.ts'
import { timeOfDay } from '../../pages/print.ts'
import { isSecretName, MASKED } from '../../pages/masking.ts'
import { payloadsOf } from '../report/payloads.ts'
import { toShown } from '../report/shown.ts'
import { field, linkTo, type Inspection, type PageAnswer, type PageRequest } from './context.ts'
import { area, button, form, input, notice, select } from './forms.ts'
import { kindPage, type PagedKind } from './kind-page.ts'

export function functionsPage(
  inspection: Inspection,
  request: PageRequest,
): PageAnswer | Promise<PageAnswer> {
  const { region } = inspection
  const kind: PagedKind = {
    ...{ title: 'Functions', plural: 'functions', singular: 'function' },
    headings: ['#Invocations', 'Newest'],
    columns(name) {
      const { invocations } = region.function(name)
      return [invocations.length, statusOf(invocations.at(-1)) ?? '']
    },
  }
  return kindPage<PageAnswer | Promise<PageAnswer>>(inspection, request, kind, (name) =>
    request.method === 'POST'
      ? test(inspection, name, request)
      : showFunction(inspection, name, field(request.query, 'event')),
  )
}

/** Reads the unobserved members: looking at a page is no assertion. */
function statusOf(record: InvocationRecord | undefined): Html | undefined {
  const status = record && (Reflect.get(record, 'unobservedStatus') as string)
  return status === undefined
    ? undefined
    : chip(status, status === 'succeeded' ? 'good' : status === 'running' ? 'plain' : 'bad')
}

async function test(
  inspection: Inspection,
  name: string,
  { form: fields }: PageRequest,
): Promise<PageAnswer> {
  const text = field(fields, 'event') ?? 'null'
  const saveAs = field(fields, 'name')
  if (field(fields, 'do') === 'save') {
    if (saveAs === undefined)
      return showFunction(inspection, name, text, notice('A saved event needs a name.', true))
    const saved = inspection.events.get(name) ?? new Map<string, string>()
    inspection.events.set(name, saved.set(saveAs, text))
    return { goTo: linkTo(inspection, ['functions', name], { event: text }) }
  }
  let event: unknown
  try {
    event = JSON.parse(text)
  } catch (error) {
    return showFunction(
      inspection,
      name,
      text,
      notice(`The event is not JSON: ${(error as Error).message}`, true),
    )
  }
  return invoke(inspection, name, text, event, field(fields, 'type') === 'Event')
}

/** How long a page waits for a function, which may wait for the clock. */
const PATIENCE_MS = 3000

async function invoke(
  inspection: Inspection,
  name: string,
  text: string,
  event: unknown,
  isEvent: boolean,
): Promise<PageAnswer> {
  const fn = inspection.region.function(name)
  if (isEvent) {
    await fn.invoke(event, { type: 'Event' })
    return showFunction(
      inspection,
      name,
      text,
      notice('The event is in the queue of the function.'),
    )
  }
  let timer: unknown
  const patience = new Promise<undefined>((resolve) => {
    timer = (realTimeout ?? hostSetTimeout())(() => resolve(undefined), PATIENCE_MS)
  })
  const run = await Promise.race([fn.invoke(event), patience])
  clearTimeout(timer as number)
  const result = run
    ? section(
        'result',
        'Result',
        html`<p>${statusOf(run)} <span class="took">${took(run.duration)}</span></p>
          ${payloadsOf(toShown(inspection.world), run)}`,
      )
    : notice('The function still runs. It may wait for the clock.')
  return showFunction(inspection, name, text, result)
}

const MOST_RECORDS = 50

function showFunction(
  inspection: Inspection,
  name: string,
  text?: string,
  result?: Content,
): PageAnswer {
  const { region, world, events } = inspection
  const { invocations } = region.function(name)
  const definition = world.state(lambda).definitions.get(name)?.latest
  const lastEvent = invocations.at(-1)?.event as unknown
  const shown = text ?? JSON.stringify(lastEvent ?? {}, null, 2)
  const variables = Object.entries(definition?.environment ?? {})
  const newest = invocations.slice(-MOST_RECORDS).reverse()
  return {
    title: name,
    body: [
      section(
        'test',
        'Test',
        html`${savedEvents(inspection, name, events.get(name))}${form([
          area('Event, as JSON', 'event', shown),
          html`<div class="row">
            ${select('Invocation', 'type', [
              ['RequestResponse', 'synchronous'],
              ['Event', 'asynchronous (Event)'],
            ])}${button('Test', { kind: 'main', name: 'do', value: 'test' })}${input('Name', 'name', '', 'to save it under')}${button('Save event', { name: 'do', value: 'save' })}
          </div>`,
        ])}`,
      ),
      result,
      definition &&
        section(
          'settings',
          'Settings',
          html`${facts([
            ['Timeout', took(definition.timeoutMs)],
            ['Memory', `${definition.memorySize} MB`],
            ['Runtime', definition.runtime],
          ])}${folded('Environment', variables.map(([key, value]) => `${key}=${isSecretName(key) ? MASKED : value}`).join('\n'))}`,
        ),
      section(
        'records',
        'Invocations',
        newest.map((run) => showRun(inspection, run)),
        { count: invocations.length },
      ),
    ],
  }
}

const showRun = (inspection: Inspection, run: InvocationRecord): Html =>
  html`<details class="entry">
    <summary>
      <span class="time">${timeOfDay(run.startedAt)}</span
      ><span class="grow mono">${run.requestId}</span>${statusOf(run)}<span class="took"
        >${took(run.duration)}</span
      >
    </summary>
    <div class="inside">${payloadsOf(toShown(inspection.world), run)}</div>
  </details>`

function savedEvents(
  inspection: Inspection,
  name: string,
  saved: ReadonlyMap<string, string> | undefined,
): Html | undefined {
  const recorded = inspection.region.function(name).invocations.slice(-3).reverse()
  const links = [
    ...[...(saved ?? [])].map(([label, event]) => [label, event] as const),
    ...recorded.map(
      (run) =>
        [`event of ${timeOfDay(run.startedAt)}`, JSON.stringify(run.event, null, 2)] as const,
    ),
  ].filter(([, event]) => event !== undefined && event.length < LONGEST_IN_URL)
  if (links.length === 0) return undefined
  return html`<p class="hint">
    Events:
    ${links.map(([label, event]) => html`<a href="${linkTo(inspection, ['functions', name], { event })}"><bdi>${label}</bdi></a> `)}
  </p>`
}

/** Node refuses longer request lines. */
const LONGEST_IN_URL = 6000
