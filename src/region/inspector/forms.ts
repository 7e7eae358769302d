/** The parts of forms. Every field has a label around it, so that no ids are needed. */
import { html, type Content, type Html } from '../../pages/html.ts'

/** A form that is sent to the page that shows it, or to `action`. */
export const form = (
  fields: Content,
  options: {
    readonly action?: string
    readonly method?: 'get' | 'post'
    readonly row?: boolean
  } = {},
): Html =>
  html`<form
    method="${options.method ?? 'post'}"
    ${options.action !== undefined && html` action="${options.action}"`}${options.row === true && html` class="row"`}
  >
    ${fields}
  </form>`

export const input = (label: string, name: string, value = '', placeholder = ''): Html =>
  html`<div>
    <label
      >${label}<br /><input
        name="${name}"
        value="${value}"
        placeholder="${placeholder}"
        autocomplete="off"
        spellcheck="false"
    /></label>
  </div>`

export const area = (label: string, name: string, value: string): Html =>
  html`<label
    >${label}<textarea name="${name}" spellcheck="false" autocomplete="off">${value}</textarea>
  </label>`

export const select = (
  label: string,
  name: string,
  options: readonly (readonly [value: string, text: string])[],
  chosen = '',
): Html =>
  html`<div>
    <label
      >${label}<br /><select name="${name}">
        ${options.map(([value, text]) => html`<option value="${value}" ${value === chosen && html` selected`}>${text}</option>`)}
      </select></label
    >
  </div>`

export const hiddenField = (name: string, value: string): Html =>
  html`<input type="hidden" name="${name}" value="${value}" />`

/** `name` and `value` say which of a form's buttons was used. */
export const button = (
  text: string,
  options: {
    readonly kind?: 'main' | 'danger'
    readonly name?: string
    readonly value?: string
  } = {},
): Html =>
  html`<button${options.kind !== undefined && html` class="${options.kind}"`}${options.name !== undefined && html` name="${options.name}" value="${options.value ?? ''}"`}>${text}</button>`

/** A form of one button. */
export const action = (
  text: string,
  fields: Readonly<Record<string, string>>,
  options: { readonly kind?: 'main' | 'danger'; readonly action?: string } = {},
): Html =>
  form(
    [
      ...Object.entries(fields).map(([name, value]) => hiddenField(name, value)),
      button(text, options.kind === undefined ? {} : { kind: options.kind }),
    ],
    options.action === undefined ? {} : { action: options.action },
  )

export const notice = (text: Content, isBad = false): Html =>
  html`<p class="notice${isBad && ' bad'}" role="${isBad ? 'alert' : 'status'}">
    <bdi>${text}</bdi>
  </p>`
