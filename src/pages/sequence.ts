/** A sequence diagram as SVG, drawn when the page is written. */
import { html, type Html } from './html.ts'
import { shortened } from './print.ts'

/** A message of a sequence diagram, from one actor to another. */
export interface Message {
  readonly from: string
  readonly to: string
  readonly text: string
  readonly kind: 'call' | 'event' | 'answer' | 'failure' | 'note'
  /** Where a click leads: `#r3`. */
  readonly href?: string
}

const COLUMN = 168
const ROW = 34
const HEAD = 46
const MOST_ACTORS = 14
const MOST_MESSAGES = 250

/**
 * Undefined without messages. Of many it draws the first ones, and says so. `setUp`: how many calls
 * that make something are left out.
 */
export function sequenceSvg(messages: readonly Message[], setUp = 0): Html | undefined {
  if (messages.length === 0) return undefined
  const actors = [...new Set(messages.flatMap(({ from, to }) => [from, to]))].slice(0, MOST_ACTORS)
  const drawable = messages.filter(({ from, to }) => actors.includes(from) && actors.includes(to))
  const drawn = drawable.slice(0, MOST_MESSAGES)
  const width = actors.length * COLUMN
  const height = HEAD + drawn.length * ROW + 16
  const x = (actor: string): number => actors.indexOf(actor) * COLUMN + COLUMN / 2
  const left = messages.length - drawn.length
  return html`<figure class="sequence">
    <div class="scroll" tabindex="0" role="group" aria-label="Sequence diagram, scrolls sideways">
      <svg
        width="${width}"
        height="${height}"
        viewBox="0 0 ${width} ${height}"
        role="img"
        aria-label="Sequence of ${drawn.length} messages between ${actors.join(', ')}"
      >
        ${actors.map((actor) => html`<line class="life" x1="${x(actor)}" y1="${HEAD - 8}" x2="${x(actor)}" y2="${height}" /><rect class="actor" x="${x(actor) - COLUMN / 2 + 6}" y="6" width="${COLUMN - 12}" height="30" rx="6" /><text class="actor-name" x="${x(actor)}" y="26"><title>${shortened(actor, 200)}</title>${fitted(actor, 20)}</text>`)}
        ${drawn.map((message, at) => arrow(message, x(message.from), x(message.to), HEAD + at * ROW + 22))}
      </svg>
    </div>
    ${left > 0 && html`<figcaption>${left} more messages are not drawn.</figcaption>`}
    ${setUp > 0 && html`<figcaption>Calls that make resources: ${setUp}, not drawn.</figcaption>`}
  </figure>`
}

/** Whole words are not needed: the title has them. */
const fitted = (text: string, most: number): string =>
  text.length > most ? `${[...text].slice(0, most - 1).join('')}…` : text

function arrow(message: Message, from: number, to: number, y: number): Html {
  const { text, kind, href } = message
  const spans = Math.max(1, Math.round(Math.abs(to - from) / COLUMN))
  const shown = fitted(text, spans * 24)
  const body =
    kind === 'note'
      ? html`<rect
            class="note"
            x="${from - 74}"
            y="${y - 16}"
            width="148"
            height="22"
            rx="4"
          /><text class="message" x="${from}" y="${y - 1}"
            ><title>${shortened(text, 300)}</title>${fitted(text, 22)}</text
          >`
      : from === to
        ? html`<path class="arrow ${kind}" d="M ${from} ${y - 8} h 26 v 12 h -20" /><text
              class="message start"
              x="${from + 32}"
              y="${y + 2}"
              ><title>${shortened(text, 300)}</title>${shown}</text
            >`
        : html`<line
              class="arrow ${kind}"
              x1="${from}"
              y1="${y}"
              x2="${to}"
              y2="${y}"
            />${head(from, to, y, kind)}<text class="message" x="${(from + to) / 2}" y="${y - 5}"
              ><title>${shortened(text, 300)}</title>${shown}</text
            >`
  return href === undefined
    ? html`<g class="${kind}">${body}</g>`
    : html`<a class="${kind}" href="${href}">${body}</a>`
}

function head(from: number, to: number, y: number, kind: string): Html {
  const back = to > from ? -8 : 8
  return html`<path
    class="head ${kind}"
    d="M ${to + back} ${y - 4} L ${to} ${y} L ${to + back} ${y + 4}"
  />`
}
