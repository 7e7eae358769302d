/**
 * The hosted pages: plain forms. Every value is escaped, and the policy of the pages allows neither
 * scripts nor anything from elsewhere.
 */
import { createHash } from 'node:crypto'
import type { DomainAnswer } from './http.ts'

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '')

const STYLE =
  'body{font-family:sans-serif;max-width:20rem;margin:3rem auto}' +
  'label,input,button{display:block;width:100%;box-sizing:border-box;margin:.4rem 0}' +
  '[role=alert]{color:#b00}'

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64')

/** An origin that a form may lead to, beside the page's own. */
function formTarget(url: string | undefined): string {
  if (url === undefined) return ''
  const { origin, protocol } = new URL(url)
  // Addresses of apps have a scheme of their own and no origin.
  return origin === 'null' ? ` ${protocol}` : ` ${origin}`
}

const page = (
  status: number,
  title: string,
  content: string,
  { headers = {}, leadsTo }: PageOptions = {},
): DomainAnswer => ({
  status,
  headers: {
    'content-type': 'text/html;charset=UTF-8',
    'cache-control': 'no-store',
    'content-security-policy': [
      "default-src 'none'",
      `style-src 'sha256-${STYLE_HASH}'`,
      `form-action 'self'${formTarget(leadsTo)}`,
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    // With no-referrer a browser would send the form from the origin `null`.
    'referrer-policy': 'same-origin',
    ...headers,
  },
  body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>${STYLE}</style></head><body><h1>${escaped(title)}</h1>${content}</body></html>`,
})

interface PageOptions {
  readonly headers?: Readonly<Record<string, string>>
  /** Where the form ends: the client's address. */
  readonly leadsTo?: string
}

export const errorPage = (reason: string, status = 400): DomainAnswer =>
  page(
    status,
    'An error was encountered with the requested page.',
    `<p role="alert">${escaped(reason)}</p>`,
  )

/** A field of a form. */
export interface Field {
  readonly name: string
  readonly label: string
  readonly type: 'text' | 'password'
  readonly value?: string
  readonly autocomplete?: string
}

export interface Form extends PageOptions {
  readonly title: string
  readonly action: string
  readonly fields: readonly Field[]
  readonly hidden: Readonly<Record<string, string>>
  readonly button: string
  readonly error?: string | undefined
}

const toInput = ({ name, label, type, value = '', autocomplete = 'off' }: Field): string =>
  `<label for="${escaped(name)}">${escaped(label)}</label>` +
  `<input id="${escaped(name)}" name="${escaped(name)}" type="${type}" value="${escaped(value)}" autocomplete="${escaped(autocomplete)}" required>`

export function formPage(form: Form): DomainAnswer {
  const hidden = Object.entries(form.hidden).map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  )
  const alert = form.error === undefined ? '' : `<p role="alert">${escaped(form.error)}</p>`
  const content =
    `${alert}<form method="post" action="${escaped(form.action)}">${hidden.join('')}` +
    `${form.fields.map(toInput).join('')}<button type="submit">${escaped(form.button)}</button></form>`
  return page(200, form.title, content, form)
}
