/** What caused what: as a tree, and as a sequence. Each record of the tree has its payloads folded. */
import type { CallRecord } from '../../core/journal.ts'
import { html, type Html } from '../../pages/html.ts'
import { chip, took, type Tone } from '../../pages/parts.ts'
import { timeOfDay } from '../../pages/print.ts'
import { sequenceSvg, type Message } from '../../pages/sequence.ts'
import { foldAlike, type Group } from '../trace/trace-groups.ts'
import type { TraceNode, Words } from '../trace/trace-words.ts'
import { traceOf } from '../trace/trace.ts'
import { each, type Draft } from './bounded.ts'
import { payloadsOf } from './payloads.ts'
import type { Shown } from './shown.ts'

export function traceDraft(shown: Shown): Draft | undefined {
  const { roots } = traceOf(shown.world)
  if (roots.length === 0) return undefined
  return {
    id: 'trace',
    title: 'Trace',
    count: shown.records.length,
    entries: each(foldAlike(roots), (group) => printRoot(shown, group)),
    around: (entries) =>
      html`<ul class="tree">
        ${entries}
      </ul>`,
  }
}

export function sequenceDraft(shown: Shown): Draft | undefined {
  const { roots } = traceOf(shown.world)
  const happened = roots.filter((root) => !isSetUp(root))
  const drawn = happened.length > 0 ? happened : roots
  const messages = [...messagesOf(foldAlike(drawn), 'Test', shown)]
  const svg = sequenceSvg(messages, roots.length - drawn.length)
  return svg && { id: 'sequence', title: 'Sequence', count: messages.length, lead: svg }
}

const SET_UP =
  /^(?:Create|Attach|PutBucket|Set\w+Attributes$|(?:AddPermission|PutRule|PutTargets|PutRolePolicy|Subscribe)$)/

/** A call of the test that makes something: its arrows would push aside what happens later. */
const isSetUp = ({ record, children }: TraceNode): boolean =>
  record.kind === 'call' &&
  children.length === 0 &&
  (record as CallRecord).error === undefined &&
  SET_UP.test((record as CallRecord).operation)

/** A larger tree is shown without payloads, so that it does not take the place of all others. */
const LARGE_TREE = 120_000
/** Records of a tree with payloads, and of one without. */
const MOST_NODES = 2000
const MOST_BARE_NODES = 400

/** How much of a tree is shown. */
interface Extent {
  readonly hasPayloads: boolean
  /** How many more records are shown. */
  left: number
}

function printRoot(shown: Shown, group: Group): Html {
  const full = printGroup(shown, group, 0, { hasPayloads: true, left: MOST_NODES })
  if (full.text.length <= LARGE_TREE) return full
  return printGroup(shown, group, 0, { hasPayloads: false, left: MOST_BARE_NODES })
}

/** Deeper trees are drawn flat: a page of a loop that invokes itself must not nest without end. */
const DEEPEST = 24

function printGroup(
  shown: Shown,
  { node, words, count, nodes, children }: Group,
  depth: number,
  extent: Extent,
): Html {
  const { record } = node
  const label = count > 1 ? `${words.common} ×${count}` : words.label
  const line = html`<span class="time">${timeOfDay(record.at)}</span
    ><span class="grow"
      ><bdi>${shown.mask.text(label)}</bdi
      >${words.reason.length > 0 && html`<br /><span class="reason">${shown.mask.text(words.reason.join('\n'))}</span>`}</span
    >${statusChip(words)}${words.duration !== undefined && html`<span class="took">${took(words.duration)}</span>`}`
  // The ids of all, so that a link to any of them leads here.
  const [id, ...others] = nodes.map((each) => shown.idOf(each.record))
  const anchors = others.map((other) => html`<span id="${other}"></span>`)
  const payloads = extent.hasPayloads ? payloadsOf(shown, record) : undefined
  const entry = payloads
    ? html`<details class="entry" id="${id}">
        <summary>${line}</summary>
        <div class="inside">
          ${count > 1 && html`<p class="hint">The first of ${count}.</p>`}${payloads}
        </div>
      </details>`
    : html`<div class="leaf" id="${id}">${line}</div>`
  const below: Html[] = []
  for (const child of foldAlike(children)) {
    if (extent.left-- > 0) below.push(printGroup(shown, child, depth + 1, extent))
    else {
      below.push(html`<li class="hint">More records of this tree are left out.</li>`)
      break
    }
  }
  return html`<li>
    ${anchors}${entry}${
      below.length > 0 &&
      (depth < DEEPEST
        ? html`<ul>
            ${below}
          </ul>`
        : html`</li>${below}<li class="gone">`)
    }
  </li> `
}

const statusChip = ({ status, failed }: Words): Html | undefined =>
  status === undefined ? undefined : chip(status, toneOfWords(status, failed))

function toneOfWords(status: string, failed: boolean): Tone {
  if (failed) return /^4\d\d$/.test(status) ? 'warn' : 'bad'
  return /^(?:2\d\d|succeeded|delivered)$/.test(status) ? 'good' : 'plain'
}

/** A writes is the effect of its call, so it is a note at the table instead of a message. */
const isNote = ({ record }: TraceNode): boolean => record.kind === 'write'

function* messagesOf(groups: readonly Group[], from: string, shown: Shown): Iterable<Message> {
  for (const { node, words, count, children } of groups) {
    const id = shown.idOf(node.record)
    const link = id === undefined ? {} : { href: `#${id}` }
    const text = shown.mask.text(count > 1 ? `${words.common} ×${count}` : words.label)
    if (isNote(node)) {
      yield { from, to: from, text, kind: 'note', ...link }
      yield* messagesOf(foldAlike(children), from, shown)
      continue
    }
    const to = words.actor
    yield { from, to, text, kind: words.oneWay ? 'event' : 'call', ...link }
    yield* messagesOf(foldAlike(children), to, shown)
    if (words.oneWay && !words.failed) continue
    const answer = [words.status, words.reason[0]].filter(Boolean).join(' ') || 'done'
    const kind = words.failed ? 'failure' : 'answer'
    yield { from: to, to: from, text: shown.mask.text(answer), kind, ...link }
  }
}
