/** Keeps a page within its size: sections are filled in their order, each with a share of the rest. */
import { html, type Content, type Html } from '../../pages/html.ts'
import { section } from '../../pages/parts.ts'

/** A section of a report, before it is known how much of it fits. */
export interface Draft {
  readonly id: string
  readonly title: string
  readonly count?: number
  readonly className?: string
  /** Before the entries. Left out if it alone is too large. */
  readonly lead?: Content
  /** One after another, until the share is used up. */
  readonly entries?: Iterable<Html>
  /** Around the entries. Default: nothing. */
  readonly around?: (entries: readonly Html[]) => Html
}

/** The part of the rest that one section may take. */
const SHARE = 0.4
const HEADING = 600

export interface Filled {
  readonly html: readonly Html[]
  /** The sections that are shorter than they would be. */
  readonly cut: readonly string[]
}

export function fill(drafts: readonly Draft[], size: number): Filled {
  let left = size
  const cut: string[] = []
  const filled = drafts.map((draft, at) => {
    const isLast = at === drafts.length - 1
    const { html: made, used, isCut } = fillOne(draft, (left - HEADING) * (isLast ? 1 : SHARE))
    left -= used + HEADING
    if (isCut) cut.push(draft.title)
    return made
  })
  return { html: filled, cut }
}

const sizeOf = (piece: Html): number => Buffer.byteLength(piece.text)

function fillOne(
  { id, title, count, className, lead, entries = [], around }: Draft,
  share: number,
): { readonly html: Html; readonly used: number; readonly isCut: boolean } {
  let used = 0
  let isCut = false
  const fits = (piece: Html): boolean => {
    const size = sizeOf(piece)
    if (used + size > share) return !(isCut = true)
    used += size
    return true
  }
  const top = html`${lead}`
  const shownTop = fits(top) && top
  const shown: Html[] = []
  for (const entry of entries) {
    if (!fits(entry)) break
    shown.push(entry)
  }
  const body = html`${shownTop}${around ? around(shown) : shown}${isCut && html`<p class="hint">The rest is left out, because the size of the page is limited: <code>region.report({ maxSize })</code>.</p>`}`
  const options = { ...(count !== undefined && { count }), ...(className && { className }) }
  return { html: section(id, title, body, options), used, isCut }
}

/** Makes entries one after another, so that those that do not fit are never made. */
export function* each<Entry>(list: Iterable<Entry>, make: (entry: Entry) => Html): Iterable<Html> {
  for (const entry of list) yield make(entry)
}
