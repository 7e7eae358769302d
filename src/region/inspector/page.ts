/** The frame of the inspector's pages: head, navigation, script and their policy. */
import { policyOf, printPage, type NavEntry } from '../../pages/document.ts'
import { html, type Content } from '../../pages/html.ts'
import { linkTo, type Inspection } from './context.ts'
import { kindsIn } from './names.ts'

/** Shows the trace as it happens, and asks before something is removed. */
const SCRIPT = `
(() => {
for (const button of document.querySelectorAll('button.danger'))
  button.addEventListener('click', (event) => { if (!confirm(button.textContent + '?')) event.preventDefault() })
for (const area of document.querySelectorAll('textarea'))
  area.addEventListener('keydown', (event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) area.form.requestSubmit(area.form.querySelector('button.main')) })
const list = document.getElementById('live')
if (!list) return
const cell = (name, text) => { const element = document.createElement('span'); element.className = name; element.textContent = text; return element }
const source = new EventSource(list.dataset.source)
const state = document.getElementById('live-state')
source.onopen = () => { state.textContent = 'live' }
source.onerror = () => { state.textContent = 'not connected' }
source.onmessage = ({ data }) => {
  const { time, depth, label, status, failed } = JSON.parse(data)
  const line = document.createElement('li')
  line.append(cell('time', time), cell('text', '· '.repeat(depth) + label))
  if (status) line.append(cell('chip ' + (failed ? 'bad' : 'good'), status))
  list.prepend(line)
  while (list.children.length > 200) list.lastChild.remove()
}
addEventListener('pagehide', () => source.close())
})()
`

/** The header that comes with each page. It also allows its own forms and its live trace. */
export const policy = (): string =>
  policyOf(SCRIPT, ["form-action 'self'", "connect-src 'self'", "frame-ancestors 'none'"])

/** The pages that have a name of their own, in order. Any other kind has a general page. */
export const PAGES = [
  ['functions', 'Functions'],
  ['routes', 'Routes'],
  ['tables', 'Tables'],
  ['buckets', 'Buckets'],
  ['queues', 'Queues'],
  ['topics', 'Topics'],
  ['buses', 'Event buses'],
  ['distributions', 'Distributions'],
  ['userPools', 'User pools'],
  ['roles', 'Roles'],
] as const

/** Parts of other kinds, which their pages show. */
const PARTS = ['indexes', 'rules']

export function printInspectorPage(
  inspection: Inspection,
  current: string | undefined,
  title: string,
  body: Content,
): string {
  const { region, world, base } = inspection
  const moved = world.clock.moved ? ', moved' : ''
  return printPage({
    title,
    subtitle: html`Region ${region.name}, account ${region.accountId}. The clock shows
      <a href="${linkTo(inspection, ['clock'])}">${new Date(world.clock.now()).toISOString()}</a
      >${moved}.`,
    nav: navigation(inspection, current),
    navName: 'Inspector',
    body,
    home: base,
    footer: html`<p>
      This is <code>region.listen({ inspector: true })</code>. Its address is a secret: whoever has
      it can change the region.
    </p>`,
    script: SCRIPT,
  })
}

function navigation(inspection: Inspection, current: string | undefined): NavEntry[] {
  const kinds = kindsIn(inspection.world)
  const entry = (path: string, text: string, count?: number): NavEntry => ({
    href: linkTo(inspection, path === '' ? [] : [path]),
    text,
    count,
    current: (current ?? '') === path,
  })
  const own = PAGES.filter(([plural]) => kinds.some((kind) => kind.plural === plural)).map(
    ([plural, text]) => entry(plural, text, countOf(kinds, plural)),
  )
  const known = new Set<string>([...PAGES.map(([plural]) => plural), ...PARTS])
  const others = kinds
    .filter(({ plural, names }) => !known.has(plural) && names.length > 0)
    .map(({ plural, singular, names }) => entry(plural, headingOf(singular, plural), names.length))
  return [
    entry('', 'Overview'),
    ...own,
    ...others,
    entry('clock', 'Clock'),
    entry('trace', 'Trace'),
  ]
}

const countOf = (kinds: ReturnType<typeof kindsIn>, plural: string): number =>
  kinds.find((kind) => kind.plural === plural)?.names.length ?? 0

/** `Log groups` for the kind `logGroups`. */
export function headingOf(singular: string, plural: string): string {
  const words = singular.includes(' ')
    ? `${singular}${singular.endsWith('s') ? 'es' : 's'}`
    : plural
  return words.charAt(0).toUpperCase() + words.slice(1)
}
