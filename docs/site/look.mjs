// Looks at the built site in headless Chromium: accessibility, narrow screens, search, keyboard,
// print. `npm run look -- FOLDER` also leaves screenshots in a folder.
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'
import { chromiumOrSkip } from '../../scripts/chromium.mjs'
import { dist } from './pages.mjs'
import { serve } from './serve.mjs'

const [folder] = process.argv.slice(2)
const executablePath = chromiumOrSkip()
if (folder) mkdirSync(folder, { recursive: true })

/** The reference has a folder for each kind of page: the largest page of each. */
function referencePages() {
  const folder = new URL('api/index/', dist)
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const kind = new URL(`${name}/`, folder)
      const pages = readdirSync(kind).map((page) => [statSync(new URL(page, kind)).size, page])
      const [, largest] = pages.sort(([a], [b]) => b - a)[0]
      return `/api/index/${name}/${largest}`
    })
}

/** A page of each kind, and those with unusual content. */
const PAGES = [
  '/',
  '/start/vitest.html',
  '/start/deno.html',
  '/guide/',
  '/guide/lambda.html',
  '/guide/dynamodb.html',
  '/guide/recipes.html',
  '/guide/migrating.html',
  '/fidelity.html',
  '/benchmarks.html',
  '/changelog.html',
  '/contributing.html',
  '/conformance.html',
  '/mutation.html',
  '/decisions/',
  '/decisions/0011-rooms-load-when-first-used.html',
  '/404.html',
  '/api/',
  '/api/index/',
  ...referencePages(),
]

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const { server, origin } = await serve()
const browser = await chromium.launch({
  executablePath,
  headless: true,
  args: [
    ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
    ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
  ],
})
const problems = []
const WIDE = { width: 1280, height: 900 }
const NARROW = { width: 360, height: 740 }

/** A page that is interactive. */
async function open(path) {
  const context = await browser.newContext({
    viewport: WIDE,
    colorScheme: 'light',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(origin) && !url.startsWith('data:') && !url.startsWith('blob:'))
      problems.push(`${path} asks for ${url}`)
  })
  page.on('pageerror', (error) => problems.push(`${path}: ${error.message}`))
  await page.goto(origin + path)
  await page.waitForFunction(() => '__vue_app__' in (document.querySelector('#app') ?? {}))
  return { page, close: () => context.close() }
}

const nameOf = (path) => path.replace(/\W+/g, '-').replace(/^-|-$/g, '') || 'home'
const shoot = (page, name) =>
  folder ? page.screenshot({ path: `${folder}/${name}.png` }) : Promise.resolve()

/**
 * VitePress's search lists its results as options, each with a link in it. The arrows, Enter and
 * Escape work, and so does a screen reader's list of links.
 */
const SEARCH_KNOWN = ['nested-interactive', 'label-content-name-mismatch']

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']

/** `runOnly`: tags of rules, or names of rules. */
async function checkAccess(page, what, { known = [], runOnly = RULES } = {}) {
  await page.evaluate(axe)
  const { violations } = await page.evaluate(
    (rules) => globalThis.axe.run(document, { runOnly: rules, resultTypes: ['violations'] }),
    runOnly,
  )
  for (const { id, help, nodes } of violations) {
    if (known.includes(id)) continue
    const where = nodes
      .slice(0, 3)
      .map(({ target, html }) => `${target.join(' ')} ${html.slice(0, 120)}`)
    problems.push(`${what}: ${id} (${help}), ${nodes.length} times:\n    ${where.join('\n    ')}`)
  }
}

for (const path of PAGES) {
  const { page, close } = await open(path)
  await shoot(page, `${nameOf(path)}-light`)
  await checkAccess(page, `${path} (light)`)
  const headings = await page.$$eval(':is(main, [role=main]) h1', (all) => all.length)
  if (headings !== 1) problems.push(`${path} has ${headings} headings of the first level`)

  // Colours are all that differs in the dark.
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.waitForFunction(() => document.documentElement.classList.contains('dark'))
  await shoot(page, `${nameOf(path)}-dark`)
  await checkAccess(page, `${path} (dark)`, { runOnly: ['color-contrast'] })

  await page.setViewportSize(NARROW)
  await shoot(page, `${nameOf(path)}-360-dark`)
  const width = await page.evaluate(() => document.scrollingElement.scrollWidth)
  if (width > NARROW.width)
    problems.push(`${path} is ${width} px wide on a screen of ${NARROW.width} px`)

  await page.emulateMedia({ colorScheme: 'light' })
  await shoot(page, `${nameOf(path)}-360`)
  await page.emulateMedia({ media: 'print' })
  const bars = await page
    .locator('.VPNav, .VPSidebar, .VPLocalNav')
    .evaluateAll((all) => all.filter((bar) => bar.checkVisibility()).length)
  if (bars > 0) problems.push(`${path} prints its navigation`)
  await close()
}

// Search by keyboard alone.
{
  const { page, close } = await open('/')
  await page.keyboard.press('Control+k')
  const field = page.locator('#localsearch-input')
  await field.waitFor()
  await field.fill('isolate')
  const results = page.locator('.VPLocalSearchBox .result')
  await results.first().waitFor()
  await shoot(page, 'search')
  await checkAccess(page, 'the search', { known: SEARCH_KNOWN })
  await page.keyboard.press('Enter')
  await page.waitForURL(/\.html/)
  if (!/isolat/i.test(await page.locator('main').innerText()))
    problems.push('The first result for "isolate" does not have the word.')
  await close()
}

await browser.close()
server.close()
if (problems.length > 0) {
  console.error([...new Set(problems)].join('\n'))
  console.error(`${problems.length} problems`)
  process.exit(1)
}
console.log(`${PAGES.length} pages in light and dark, at 360 px and printed; search; no problems`)
