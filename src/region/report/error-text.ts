/** The text of an error as runners keep it, which may be a copy of the error, with colours. */
import { html, type Html } from '../../pages/html.ts'
import { shortened } from '../../pages/print.ts'
import { signedLine } from '../../pages/diff.ts'

/** An error's parts, without colours. */
export interface ErrorText {
  readonly name: string | undefined
  readonly message: string
  readonly stack: string | undefined
}

const LONGEST = 40_000

export function plainText(error: unknown): ErrorText {
  // Jest keeps pairs: the error, and another one from the line that declares the test.
  if (Array.isArray(error)) return plainText(error[0])
  if (typeof error !== 'object' || error === null)
    return { name: undefined, message: withoutColours(String(error)), stack: undefined }
  const { name, message, stack } = error as Readonly<Record<string, unknown>>
  const text = withoutColours(typeof message === 'string' ? message : String(error))
  return {
    name: typeof name === 'string' ? name : undefined,
    message: text,
    stack: typeof stack === 'string' ? linesOfStack(withoutColours(stack), text) : undefined,
  }
}

/** The message is shown already. */
function linesOfStack(stack: string, message: string): string {
  const at = stack.indexOf(message)
  const lines = at < 0 ? stack : stack.slice(at + message.length)
  return shortened(lines.replace(/^\n+/, ''), LONGEST)
}

/** The sequences that colour a terminal. */
const COLOURS = /\u001B\[[0-9;]*m/g

const withoutColours = (text: string): string => shortened(text.replace(COLOURS, ''), LONGEST)

/** A message whose lines may be those of a diff: `-   amount: 9,`. */
export function diffBlockOf(message: string): Html {
  const lines = message.split('\n').map((line) => {
    const [, sign = '', rest = ''] = /^([-+]) (.*)$/.exec(line) ?? []
    // `- ` also begins an entry of a list.
    return sign !== '' && isDiff(message)
      ? signedLine(sign, rest)
      : html`<span class="line">${line}</span>`
  })
  return html`<pre class="diff" tabindex="0">${lines}</pre>`
}

const isDiff = (message: string): boolean =>
  /^- expected\n\+ received$|^[-+] Expected|^- {2,}\S/im.test(message)
