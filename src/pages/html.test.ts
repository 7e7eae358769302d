import { describe, expect, it } from 'vitest'
import { escape, html, trusted } from './html.ts'

describe('html', () => {
  it('escapes values in text and attributes, and joins lists', () => {
    const name = `"><script>alert('1')</script>&amp;`
    expect(
      html`<a href="${name}">${[name, html`<b>${1}</b>`, undefined, false, null]}</a>`.text,
    ).toBe(
      '<a href="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;">' +
        '&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;<b>1</b></a>',
    )
    expect(html`${trusted('<i>')}`.text).toBe('<i>')
  })

  it('does not take an object for HTML because it has the same members', () => {
    expect(html`${[{ text: '<script>' } as never]}`.text).not.toContain('<script>')
  })

  it.each([
    ['an override of direction', '\u202Etxt.exe', '\\u202etxt.exe'],
    ['marks and isolates', '\u200Ea\u2067b\u061C', '\\u200ea\\u2067b\\u061c'],
    ['NUL and escape', '\0\u001b[31m', '\\u0000\\u001b[31m'],
    ['half a pair', 'a\ud800b\udc00', 'a\\ud800b\\udc00'],
    ['a joined emoji, which stays', '👩‍👧', '👩‍👧'],
  ])('shows %s', (_what, text, shown) => {
    expect(escape(text)).toBe(shown)
  })

  it('keeps the meaning of JSON', () => {
    const value = { text: '\u202Eabc\0\ud800' }
    const shown = escape(JSON.stringify(value)).replaceAll('&quot;', '"')
    expect(JSON.parse(shown)).toEqual(value)
  })
})
