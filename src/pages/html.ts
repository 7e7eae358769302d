/**
 * HTML as template literals: `html` escapes every value, unless it is HTML already. All pages of
 * the package (reports, the inspector, the index of a run) are made with it.
 */

/** A piece of a page. Only `html` and `trusted` make one. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** What a page may contain. Lists are joined; undefined, null and false are empty. */
export type Content =
  Html | string | number | bigint | false | null | undefined | readonly Content[]

/**
 * Makes HTML. Values are escaped for text and for quoted attributes: `<a href="${path}">`. Indented
 * lines of a template are not indented in the page.
 */
export const html = (parts: TemplateStringsArray, ...values: readonly Content[]): Html =>
  new Html(
    parts.reduce(
      (text, part, at) => text + toText(values[at - 1]) + part.replace(INDENT, '\n'),
      '',
    ),
  )

const INDENT = /\s*\n\s*/g

/** Text of this package that is HTML, a style sheet or a script. Never text of a test. */
export const trusted = (text: string): Html => new Html(text)

function toText(content: Content): string {
  if (content instanceof Html) return content.text
  if (content === undefined || content === null || content === false) return ''
  if (Array.isArray(content)) return content.map(toText).join('')
  return escape(String(content))
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/**
 * Characters that a reader cannot see: controls, marks that turn the direction of text around
 * ("Trojan Source"), zero-width spaces, and halves of surrogate pairs. They are shown as escapes of
 * JSON, so that JSON text in a form keeps its meaning.
 */
const INVISIBLE =
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** The only place that escapes text. */
export const escape = (text: string): string =>
  text
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
    .replace(INVISIBLE, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
