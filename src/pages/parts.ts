/** The parts that pages are made of. */
import type { Use } from '../core/reporting/use.ts'
import { html, type Content, type Html } from './html.ts'

export type Tone = 'good' | 'bad' | 'warn' | 'plain'

export const chip = (text: string | number, tone: Tone = 'plain'): Html =>
  html`<span class="chip${tone !== 'plain' && ` ${tone}`}">${text}</span>`

/** A section with its heading. `id` is the target of the navigation. */
export const section = (
  id: string,
  title: string,
  body: Content,
  options: { readonly count?: number; readonly className?: string } = {},
): Html =>
  html`<section
    id="${id}"
    aria-labelledby="${id}-title"
    ${options.className !== undefined && html` class="${options.className}"`}
  >
    <h2 id="${id}-title">
      ${title}${options.count !== undefined && html` <span class="count">${options.count}</span>`}
    </h2>
    ${body}
  </section> `

/** A folded text: an event, a payload, a body. Empty without a text. */
export const folded = (
  title: string,
  text: string | undefined,
  isOpen = false,
): Html | undefined =>
  text === undefined || text === ''
    ? undefined
    : html`<details class="payload" ${isOpen && html` open`}>
        <summary>${title}</summary>
        <pre tabindex="0">${text}</pre>
      </details>`

/** Names and values. Leaves out those without a value. */
export const facts = (entries: readonly (readonly [string, Content])[]): Html => {
  const known = entries.filter(
    ([, value]) => value !== undefined && value !== false && value !== '',
  )
  return html`<dl class="facts">
    ${known.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd><bdi>${value}</bdi></dd>`,
    )}
  </dl>`
}

/** A table of text. A heading that begins with `#` is of a column of numbers. */
export const table = (
  caption: string,
  headings: readonly string[],
  rows: readonly (readonly Content[])[],
): Html => {
  const isNumber = headings.map((heading) => heading.startsWith('#'))
  const cell = (value: Content, at: number): Html =>
    isNumber[at] === true ? html`<td class="number">${value}</td>` : html`<td>${value}</td>`
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}">
    <table>
      <caption class="hidden">
        ${caption}
      </caption>
      <thead>
        <tr>
          ${headings.map((heading, at) => html`<th scope="col" ${isNumber[at] === true && html` class="number"`}>${heading.replace(/^#/, '')}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map(cell)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

/** `user pools` for the member `userPools`. */
export const wordsOf = (plural: string): string =>
  plural.replace(
    /([a-z])([A-Z])/g,
    (_, end: string, start: string) => `${end} ${start.toLowerCase()}`,
  )

/** How often each definition of a kind was used, as a bar and a table of at most `most` rows. */
export function usesOf(plural: string, uses: readonly Use[], most: number): Html {
  const used = uses.filter((use) => use.uses > 0).length
  return html`<p>
      <meter min="0" max="${uses.length}" value="${used}" aria-label="${plural} used">
        ${used}
      </meter>
    </p>
    <p class="hint">${used} of ${uses.length} used</p>
    ${table(
      `Uses of ${plural}`,
      ['Name', '#Uses'],
      uses
        .slice(0, most)
        .map(({ name, uses: count }) => [html`<bdi>${name}</bdi>`, count || chip('never', 'warn')]),
    )}`
}

/** `12 ms`, `3.2 s`, `4 min`, `2 d` */
export function took(milliseconds: number | undefined): string {
  if (milliseconds === undefined) return ''
  const units = [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'min'],
    [1000, 's'],
  ] as const
  const [size, unit] = units.find(([least]) => Math.abs(milliseconds) >= least) ?? [1, 'ms']
  const amount = milliseconds / size
  return `${amount >= 100 || Number.isInteger(amount) ? Math.round(amount) : amount.toFixed(1)} ${unit}`
}

/** A field that hides the entries without a text (script.ts). */
export const FILTER: Html = html`<label class="inline"
    ><span class="hidden">Filter</span
    ><input type="search" id="filter" placeholder="Filter ( / )" autocomplete="off" /></label
  ><span class="hint" id="found" role="status"></span>`
