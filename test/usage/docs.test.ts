// Every TypeScript block of the README and the guide stands in a file of this folder, which runs.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const root = new URL('../../', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')
// Indentation and what a formatter may change at line ends do not count.
const squeeze = (text: string): string =>
  text.replace(/\s+/g, ' ').replaceAll(',)', ')').replaceAll(', )', ')').trim()

const examples = readdirSync(new URL('test/usage/', root))
  .filter((file) => file.endsWith('.ts') && file !== 'docs.test.ts')
  .map((file) => squeeze(read(`test/usage/${file}`)))

const pages = [
  'README.md',
  ...readdirSync(new URL('docs/guide/', root)).map((file) => `docs/guide/${file}`),
].filter((page) => page.endsWith('.md'))

describe.each(pages)('%s', (page) => {
  const blocks = [...read(page).matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code]) => code!)

  it.each(blocks.map((code) => [code.split('\n')[0], code]))(
    'shows code that runs: %s',
    (_, code) => {
      const found = examples.some((example) => example.includes(squeeze(code!)))
      expect(found, `no file of test/usage holds this block of ${page}:\n\n${code}`).toBe(true)
    },
  )

  it('is short enough to read', () => {
    expect(read(page).split('\n').length).toBeLessThanOrEqual(page === 'README.md' ? 250 : 200)
  })
})
