// The documents agree with the code: their examples run, their links lead somewhere, and they have
// one form.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const root = new URL('../../', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')
const pagesIn = (folder: string): string[] =>
  readdirSync(new URL(folder, root))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `${folder}${file}`)

// Ignores indentation, and everything that a formatter may change at line ends.
const squeeze = (text: string): string =>
  text.replace(/\s+/g, ' ').replaceAll(',)', ')').replaceAll(', )', ')').trim()

/** Runs in `npm test`, or in `npm run verify` where an example needs packages. */
const FOLDERS = [
  'test/usage/',
  'test/interop/suites/runners/',
  'test/interop/suites/older-resolution/',
  'test/interop/suites/recipes/',
  'test/interop/suites/reports/',
  'test/interop/suites/durable/',
]
const examples = FOLDERS.flatMap((folder) =>
  readdirSync(new URL(folder, root))
    .filter((file) => /\.[cm]?[jt]s$/.test(file) && file !== 'docs.test.ts')
    .map((file) => squeeze(read(`${folder}${file}`))),
)

/** Code in other languages, which examples run as processes. */
const others = readdirSync(new URL('test/usage/processes/', root)).map((file) =>
  read(`test/usage/processes/${file}`),
)

const pages = ['README.md', 'docs/index.md', ...pagesIn('docs/start/'), ...pagesIn('docs/guide/')]
const decisions = pagesIn('docs/decisions/')

describe.each(pages)('%s', (page) => {
  const blocks = [...read(page).matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code)

  it.each(blocks.map((code): [string | undefined, string] => [code.split('\n')[0], code]))(
    'shows code that runs: %s',
    (_, code) => {
      const found = examples.some((example) => example.includes(squeeze(code)))
      expect(
        found,
        `no file of test/usage or test/interop holds this block of ${page}:\n\n${code}`,
      ).toBe(true)
    },
  )

  const foreign = [...read(page).matchAll(/^```py\n([\s\S]*?)^```$/gm)]
  it.each(
    foreign.map(([, code = '']): [string | undefined, string] => [code.split('\n')[0], code]),
  )('shows code in another language that runs: %s', (_, code) => {
    expect(others.some((file) => file.includes(code))).toBe(true)
  })

  it('is short enough to read', () => {
    expect(read(page).split('\n').length).toBeLessThanOrEqual(page === 'README.md' ? 250 : 200)
  })
})

describe.each(decisions)('%s', (page) => {
  it('has the form of all decision records', () => {
    const lines = read(page).split('\n')
    const number = /(\d{4})-[^/]*$/.exec(page)?.[1]
    expect(lines[0]).toMatch(new RegExp(`^# ${number}: \\S`))
    expect(lines.filter((line) => line.startsWith('## '))).toEqual([
      '## Context',
      '## Choice',
      '## Price',
      '## When to reopen',
    ])
    expect(lines.length).toBeLessThanOrEqual(61)
    expect(lines.filter((line) => line.length > 120)).toEqual([])
  })

  it('has a unique number', () => {
    const number = page.slice(0, 'docs/decisions/0000'.length)
    expect(decisions.filter((other) => other.startsWith(number))).toEqual([page])
  })
})

const documents = [
  ...pages,
  ...decisions,
  ...pagesIn('docs/').filter((page) => !pages.includes(page)),
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'test/conformance/README.md',
]

it.each(documents)('%s links to pages and headings that exist', (page) => {
  const broken: string[] = []
  for (const [, target = ''] of proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^https?:/.test(target)) continue
    const [path = '', heading] = target.split('#')
    const file = new URL(path === '' ? page : path, path === '' ? root : new URL(page, root))
    const exists = existsSync(file) && (heading === undefined || anchorsOf(file).includes(heading))
    if (!exists) broken.push(target)
  }
  expect(broken).toEqual([])
})

it.each(documents)('%s names files that exist', (page) => {
  const paths = [...proseOf(page).matchAll(/`((?:src|test|scripts|docs|bench)\/[\w./-]+)`/g)]
  const missing = paths
    .map(([, path = '']) => path)
    .filter((path) => !existsSync(new URL(path, root)))
  expect(missing).toEqual([])
})

it('errors name pages that the package carries', () => {
  const sources = readdirSync(new URL('src/', root), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => read(`src/${file}`))
    .join('\n')
  const named = [
    ...sources.matchAll(
      /(?<![\w/])docs\/(?:fidelity|(?:guide|start)\/[\w-]+)\.md|(?<=guide: ')[\w-]+\.md/g,
    ),
  ].map(([path]) => (path.startsWith('docs/') ? path : `docs/guide/${path}`))
  const { files } = JSON.parse(read('package.json')) as { files: string[] }
  const isCarried = (path: string): boolean =>
    existsSync(new URL(path, root)) && files.some((file) => path.startsWith(file))
  expect(new Set(named)).toContain('docs/fidelity.md')
  expect(named.filter((path) => !isCarried(path))).toEqual([])
})

const proseOf = (page: string): string => read(page).replace(/^```[\s\S]*?^```$/gm, '')

/** Returns GitHub's anchors of headings. */
const anchorsOf = (file: URL): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  )
