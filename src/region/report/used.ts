/** Which definitions were used, and how the clock moved. */
import { html, type Html } from '../../pages/html.ts'
import { table, took, usesOf, wordsOf } from '../../pages/parts.ts'
import { coverageOf } from '../coverage.ts'
import { each, type Draft } from './bounded.ts'
import type { Shown } from './shown.ts'

export function coverageDraft({ world }: Shown): Draft | undefined {
  const kinds = coverageOf(world).kinds.filter(({ uses }) => uses.length > 0)
  if (kinds.length === 0) return undefined
  return {
    id: 'coverage',
    title: 'Coverage',
    entries: each(
      kinds,
      ({ plural, uses }) =>
        html`<div>
          <h3>${wordsOf(plural)}</h3>
          ${usesOf(plural, uses, MOST_ROWS)}
        </div>`,
    ),
    around: (entries) => html`<div class="kinds">${entries}</div>`,
  }
}

const MOST_ROWS = 500

/** Shorter pauses are no steps. */
const SHORTEST_STEP = 1000
const MOST_STEPS = 300

/** The way of the clock, as far as records show it: each step with what happened after it. */
export function clockDraft({ world, records }: Shown): Draft | undefined {
  const { clock } = world
  const steps: { at: number; after: number; count: number }[] = []
  let last: number | undefined
  for (const { at } of records) {
    const step = steps.at(-1)
    if (!step || last === undefined || Math.abs(at - last) >= SHORTEST_STEP)
      steps.push({ at, after: last === undefined ? 0 : at - last, count: 1 })
    else step.count++
    last = at
  }
  const now = clock.now()
  const shown = steps.slice(0, MOST_STEPS)
  return {
    id: 'clock',
    title: 'Clock',
    lead: html`<p>
      The clock shows
      <time datetime="${iso(now)}">${iso(now)}</time
      >${clock.moved ? ', moved by the test.' : ', as the host does.'}
    </p>`,
    entries: [
      table(
        'The way of the clock',
        ['Time', '#Later by', '#Records'],
        [
          ...shown.map(({ at, after, count }) => [iso(at), stepText(after), count]),
          ...lastStep(now, last),
        ],
      ),
      ...(steps.length > shown.length ? [more(steps.length - shown.length)] : []),
    ],
  }
}

/** The test may also set the clock back. */
const stepText = (after: number): string =>
  after === 0 ? '' : `${after > 0 ? '+' : '−'}${took(Math.abs(after))}`

const lastStep = (now: number, last: number | undefined): string[][] =>
  last !== undefined && Math.abs(now - last) >= SHORTEST_STEP
    ? [[iso(now), stepText(now - last), '']]
    : []

const more = (count: number): Html => html`<p class="hint">${count} more steps.</p>`

const iso = (at: number): string => new Date(at).toISOString()
