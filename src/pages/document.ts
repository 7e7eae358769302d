/**
 * A whole page: head, style sheet, script, and the policy that allows exactly these. No page loads
 * anything from elsewhere, and text of a test can neither be a script nor a style.
 */
import { createHash } from 'node:crypto'
import { html, trusted, type Content, type Html } from './html.ts'
import { STYLE } from './style.ts'

/** The parts of a page. */
export interface Page {
  readonly title: string
  /** Under the title. */
  readonly subtitle?: Content
  readonly failed?: boolean
  readonly nav: readonly NavEntry[]
  /** Names the navigation for screen readers. */
  readonly navName: string
  readonly body: Content
  readonly footer?: Content
  /** Buttons in the head of the page. */
  readonly tools?: Content
  /** Where the package's name leads. Default: nowhere. */
  readonly home?: string
  /** The page's script, text of this package. */
  readonly script: string
}

/** A link in a page's navigation. */
export interface NavEntry {
  readonly href: string
  readonly text: string
  readonly count?: number | undefined
  readonly current?: boolean
}

const hashOf = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/**
 * The content security policy of a page with this script. `more` are further directives of a page
 * that a server answers, which may talk to that server.
 */
export const policyOf = (script: string, more: readonly string[] = []): string =>
  [
    "default-src 'none'",
    `style-src ${hashOf(STYLE)}`,
    `script-src ${hashOf(script)}`,
    "base-uri 'none'",
    ...(more.length > 0 ? more : ["form-action 'none'"]),
  ].join('; ')

/** Returns the page as text. `policy` is set where no header can carry it. */
export function printPage(page: Page, policy?: string): string {
  const { title, subtitle, nav, navName, body, footer, tools, home, script } = page
  const brand = home === undefined ? 'miniregion' : html`<a href="${home}">miniregion</a>`
  return html`<!doctype html>
    <html lang="en" dir="ltr">
      <head>
        <meta charset="utf-8" />
        ${policy !== undefined && html`<meta http-equiv="Content-Security-Policy" content="${policy}" />`}
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="same-origin" />
        <title>${title}</title>
        ${element('style', STYLE)}
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        <header class="top${page.failed === true && ' failed'}">
          <div>
            <div class="brand">${brand}</div>
            <h1><bdi>${title}</bdi></h1>
            ${subtitle !== undefined && html`<p>${subtitle}</p>`}
            ${tools !== undefined && html`<div class="tools">${tools}</div>`}
          </div>
        </header>
        <div class="page">
          <nav class="side" aria-label="${navName}">
            <ul>
              ${nav.map(printEntry)}
            </ul>
          </nav>
          <main id="content" tabindex="-1">${body}</main>
        </div>
        <footer>${footer}</footer>
        ${element('script', script)}
      </body>
    </html> `.text
}

/** Exactly this text, whose hash the policy has. */
const element = (name: 'style' | 'script', text: string): Html =>
  trusted(`<${name}>${text}</${name}>`)

const printEntry = ({ href, text, count, current }: NavEntry): Html =>
  html`<li>
    <a href="${href}" ${current === true && trusted(' aria-current="page"')}
      ><span>${text}</span>${count !== undefined && html`<span class="count">${count}</span>`}</a
    >
  </li> `
