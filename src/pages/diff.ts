/** The difference of two printed values, line by line. */
import { html, type Html } from './html.ts'

/** A longer text is shown as all old lines, then all new ones. */
const MOST_LINES = 400

type Sign = ' ' | '-' | '+'

/** Returns the lines that both texts share and those of one of them, in order. */
export function diffLines(before: string, after: string): readonly (readonly [Sign, string])[] {
  const a = before === '' ? [] : before.split('\n')
  const b = after === '' ? [] : after.split('\n')
  if (a.length > MOST_LINES || b.length > MOST_LINES)
    return [...a.map((line) => ['-', line] as const), ...b.map((line) => ['+', line] as const)]
  const common = commonLengths(a, b)
  const lines: (readonly [Sign, string])[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const [old, now] = [a[i], b[j]]
    if (old !== undefined && isSame(old, now)) {
      lines.push([' ', now ?? old])
      i++
      j++
    } else if (now === undefined || (old !== undefined && common(i + 1, j) >= common(i, j + 1))) {
      lines.push(['-', old ?? ''])
      i++
    } else {
      lines.push(['+', now])
      j++
    }
  }
  return lines
}

/** A comma at the end of a line does not make it another one. */
const isSame = (a: string, b: string | undefined): boolean =>
  b !== undefined && a.replace(/,$/, '') === b.replace(/,$/, '')

/** The length of the longest common sequence behind two positions. */
function commonLengths(
  a: readonly string[],
  b: readonly string[],
): (i: number, j: number) => number {
  const width = b.length + 1
  const lengths = new Uint16Array((a.length + 1) * width)
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] = isSame(a[i] ?? '', b[j])
        ? at(i + 1, j + 1) + 1
        : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  return at
}

/** The words for a screen reader, which does not see colours. */
const WORDS: Readonly<Record<string, string>> = { '-': 'removed: ', '+': 'added: ' }

const CLASSES: Readonly<Record<string, string>> = { '-': 'removed', '+': 'added' }

/** A line of a diff, in the colour of its sign. */
export const signedLine = (sign: string, line: string): Html =>
  CLASSES[sign] === undefined
    ? html`<span class="line">${`  ${line}`}</span>`
    : html`<span class="line ${CLASSES[sign]}"
        ><span class="hidden">${WORDS[sign]}</span
        ><span aria-hidden="true">${sign} </span>${line}</span
      >`

export const diffBlock = (before: string, after: string): Html =>
  html`<pre class="diff" tabindex="0">
${diffLines(before, after).map(([sign, line]) => signedLine(sign, line))}</pre>`
