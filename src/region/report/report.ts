/**
 * `region.report()`: what happened in a region as one static page. It loads nothing, and its only
 * script cannot be changed by what it shows (pages/document.ts).
 */
import type { RegionWorld } from '../world.ts'
import { html, type Html } from '../../pages/html.ts'
import { policyOf, printPage, type NavEntry } from '../../pages/document.ts'
import { FILTER } from '../../pages/parts.ts'
import { STYLE } from '../../pages/style.ts'
import { fill, type Draft } from './bounded.ts'
import { failureDraft } from './failure.ts'
import { itemsDraft } from './items.ts'
import { logsDraft } from './logs.ts'
import { toReportSettings, type ReportOptions } from './options.ts'
import { denialsDraft, stubsDraft, unsupportedDraft } from './refused.ts'
import { requestsDraft } from './requests.ts'
import { SCRIPT } from '../../pages/script.ts'
import { toShown } from './shown.ts'
import { sequenceDraft, traceDraft } from './trace.ts'
import { clockDraft, coverageDraft } from './used.ts'

/** Around the sections: head, navigation, policy. */
const FRAME = 6000

/** @throws MisuseError when an option is wrong */
export function reportOf(world: RegionWorld, options: ReportOptions = {}): string {
  const { title, errors, maxSize } = toReportSettings(options)
  const shown = toShown(world)
  const drafts = [
    failureDraft(shown, errors),
    requestsDraft(shown),
    itemsDraft(shown),
    denialsDraft(shown),
    unsupportedDraft(shown, world.account.refusals),
    sequenceDraft(shown),
    traceDraft(shown),
    logsDraft(shown),
    stubsDraft(shown),
    coverageDraft(shown),
    clockDraft(shown),
  ].filter((draft) => draft !== undefined)
  const room = maxSize - FRAME - Buffer.byteLength(STYLE) - Buffer.byteLength(SCRIPT)
  const { html: sections } = fill(drafts, room)
  const isFailed = errors.length > 0
  return printPage(
    {
      title: shown.mask.text((title ?? `Region ${world.options.region}`).slice(0, LONGEST_TITLE)),
      subtitle: subtitleOf(world, shown.records.length, isFailed),
      failed: isFailed,
      nav: drafts.map(navEntry),
      navName: 'Sections',
      tools: TOOLS,
      body: shown.records.length === 0 && !isFailed ? [nothing, ...sections] : sections,
      footer: html`<p>
        Written by miniregion’s <code>region.report()</code>. Headers, variables and members with
        the names of secrets are hidden.
      </p>`,
      script: SCRIPT,
    },
    policyOf(SCRIPT),
  )
}

const LONGEST_TITLE = 300

const subtitleOf = ({ options, clock }: RegionWorld, records: number, isFailed: boolean): Html =>
  html`${isFailed && html`<strong class="chip bad">failed</strong> `}Region ${options.region},
  account ${options.accountId}, ${records} records, at ${new Date(clock.now()).toISOString()}`

const navEntry = ({ id, title, count }: Draft): NavEntry => ({ href: `#${id}`, text: title, count })

const TOOLS: Html = html`${FILTER}<button type="button" id="unfold">Unfold all</button
  ><button type="button" id="fold">Fold all</button>`

const nothing: Html = html`<section>
  <h2>Nothing happened</h2>
  <p>The region has no records: no request, call, invocation or delivery.</p>
</section>`
