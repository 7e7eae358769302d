// Reports and the inspector in headless Chromium: they show what they should, their forms work, no
// text harms them, and they can be read on a phone, in the dark, with a keyboard and aloud.
// Needs dist/ (npm run build). SHOTS=<folder> keeps screenshots.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium as playwright } from 'playwright-core'
import { toHaveItem } from '../dist/assert.mjs'
import { allow, createRegion } from '../dist/index.mjs'
import { chromiumOrSkip } from './chromium.mjs'
import { problemsOf } from './page-checks.mjs'

const executablePath = chromiumOrSkip()
const folder = mkdtempSync(path.join(tmpdir(), 'pages-'))
const args = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
]
const context = await playwright.launchPersistentContext(path.join(folder, 'profile'), {
  executablePath,
  args,
  headless: true,
})

/** What went wrong in any page: errors, refused scripts, dialogs, requests elsewhere. */
const troubles = []

async function open(url, { width = 1200, colorScheme = 'light' } = {}) {
  const page = await context.newPage()
  page.on('pageerror', (error) => troubles.push(`${url}: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`${url}: ${message.text()}`)
  })
  page.on('dialog', (dialog) => {
    if (dialog.type() === 'alert') troubles.push(`${url}: a script of the payload ran`)
    void dialog.accept()
  })
  page.on('request', (request) => {
    const asked = new URL(request.url())
    if (asked.protocol !== 'file:' && asked.hostname !== '127.0.0.1')
      troubles.push(`${url} asked for ${request.url()}`)
  })
  await page.setViewportSize({ width, height: 800 })
  await page.emulateMedia({ colorScheme })
  await page.goto(url)
  return page
}

const MEGABYTE = 'x'.repeat(1_000_000)
const HOSTILE = `</script><script>alert(1)</script>"><img src=x onerror=alert(1)><svg onload=alert(1)> javascript:alert(1) \u202Egnp.exe \u2067x\u2069`

/** A region in which a test has failed, and in which everyone may have written anything. */
async function failingRegion() {
  const region = createRegion({ unhandled: 'warn' })
  region.clock.freeze('2026-01-01T00:00:00Z')
  const orders = region.createTable('orders', { partitionKey: 'id' })
  const jobs = region.createQueue('jobs')
  const topic = region.createTopic('placed')
  topic.subscribe(jobs)
  const uploads = region.createBucket('uploads')
  const place = region.registerFunction('place', async (event) => {
    const order = JSON.parse(event.body ?? '{}')
    console.log('placing', order.id)
    orders.put(order)
    return { statusCode: 201, body: JSON.stringify(order) }
  })
  const api = region.createGateway({ 'POST /orders': place })
  await api.post(
    '/orders',
    { id: 'o1', amount: 9 },
    { headers: { authorization: 'Bearer abcdefgh' } },
  )
  await region.clock.advance('1h')
  orders.update({ id: 'o1' }, (order) => {
    order.amount = 10
  })
  await api.post('/orders', { id: 'evil', [HOSTILE]: HOSTILE, big: MEGABYTE.slice(0, 300_000) })
  await api.get(`/${encodeURIComponent(HOSTILE)}`)
  topic.publish(HOSTILE, { subject: 'evil' })
  region.eventBus('default').put({ source: HOSTILE, detailType: HOSTILE, detail: { HOSTILE } })
  uploads.put(HOSTILE, HOSTILE, { contentType: 'text/html' })
  jobs.send(MEGABYTE.slice(0, 250_000))
  await place.invoke({ body: JSON.stringify({ id: HOSTILE }), text: MEGABYTE })
  const users = region.createUserPool('shop')
  const web = users.addClient('web')
  users.addUser('ann', { groups: ['admins'], attributes: { email: 'ann@example.com' } })
  users.addUser('evil', { attributes: { name: HOSTILE } })
  await web.signIn('ann')
  region.createRole('place', [allow('dynamodb:PutItem', orders), allow('s3:GetObject', uploads)])
  const site = region.createBucket('site')
  site.put('index.html', '<h1>Shop</h1>', { contentType: 'text/html' })
  const cdn = region.createDistribution({ name: 'cdn', origin: site })
  for (const from of ['FRA', 'FRA', 'NRT']) await cdn.fetch('/index.html', { from })
  await cdn.fetch(`/${encodeURIComponent(HOSTILE)}`)
  await region.idle()
  return { region, orders, place, users, cdn }
}

/** On wide and narrow screens, light and dark. */
async function look(name, url) {
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1200, 360]) {
      const page = await open(url, { width, colorScheme })
      const problems = await page.evaluate(problemsOf, { width })
      assert.deepEqual(problems, [], `${name}, ${colorScheme}, ${width} px`)
      if (process.env.SHOTS) {
        const file = `${name}-${colorScheme}-${width}.png`
        await page.screenshot({ path: path.join(process.env.SHOTS, file) })
      }
      await page.close()
    }
  }
}

async function checkReport() {
  const { region, orders } = await failingRegion()
  let error
  try {
    toHaveItem(orders, { id: 'o1' }, { amount: 9 })
  } catch (thrown) {
    error = thrown
  }
  const text = region.report({ title: `places an order ${HOSTILE}`, error })
  assert.ok(Buffer.byteLength(text) <= 1_000_000)
  const file = path.join(folder, 'report.html')
  writeFileSync(file, text)
  const url = pathToFileURL(file).href

  const page = await open(url)
  // The near miss, and the diff of the item.
  const failure = page.locator('#failure')
  assert.match(await failure.locator('.removed').last().innerText(), /amount: 9/)
  assert.match(await failure.locator('.added').last().innerText(), /amount: 10/)
  assert.match(await failure.innerText(), /No route matches/)
  const modified = page.locator('#items details', { hasText: 'MODIFY' }).first()
  assert.match(await modified.locator('.removed').innerText(), /"amount": 9/)
  assert.match(await modified.locator('.added').innerText(), /"amount": 10/)
  assert.ok(await page.locator('#sequence svg').isVisible())
  assert.equal((await page.content()).includes('Bearer abcdefgh'), false)
  // The filter, by keyboard.
  await page.keyboard.press('/')
  await page.keyboard.type('MODIFY orders')
  assert.equal((await page.locator('#trace li:visible', { hasText: 'MODIFY' }).count()) > 0, true)
  assert.equal(await page.locator('#logs li:visible').count(), 0)
  await page.fill('#filter', '')
  // A link into the tree unfolds its place.
  await page.locator('#items details a').first().click()
  assert.equal(
    await page
      .locator(':target')
      .first()
      .evaluate((element) => element.open),
    true,
  )
  await page.click('#fold')
  assert.equal(await page.locator('main details[open]').count(), 0)
  await page.close()
  await look('report', url)
  console.log('report: near miss, item diff, filter, keyboard; light, dark, wide, narrow')
}

async function checkInspector() {
  const { region, orders, place, users, cdn } = await failingRegion()
  const { inspectorUrl: url } = await region.listen({ inspector: true })

  // The trace as it happens.
  const overview = await open(url)
  await overview.locator('#live-state', { hasText: 'live' }).waitFor()

  // An item.
  const page = await open(`${url}tables/orders`)
  await page.locator('#new textarea').fill('{ "id": "from the page", "amount": 1 }')
  await page.locator('#new button').click()
  await page.locator('#items td', { hasText: 'from the page' }).first().waitFor()
  assert.deepEqual(orders.get({ id: 'from the page' }), { id: 'from the page', amount: 1 })
  await overview.locator('#live li', { hasText: "INSERT orders { id: 'from the page' }" }).waitFor()
  await page.locator('#items a', { hasText: 'from the page' }).click()
  await page.locator('button.danger').click()
  await page.locator('#items').waitFor()
  assert.equal(orders.get({ id: 'from the page' }), undefined)

  // A function, with the keyboard.
  await page.goto(`${url}functions/place`)
  await page.locator('#test textarea').fill('{ "body": "{\\"id\\": \\"invoked\\"}" }')
  await page.locator('#test textarea').press('Control+Enter')
  await page.locator('#result .chip.good', { hasText: 'succeeded' }).waitFor()
  assert.equal(place.lastInvocation.payload.statusCode, 201)
  assert.ok(orders.get({ id: 'invoked' }))

  // The clock.
  await page.goto(`${url}clock`)
  await page.locator('button', { hasText: 'Advance 1 hour' }).click()
  await page.locator('#clock-now', { hasText: '2026-01-01T02:00:00.000Z' }).waitFor()
  assert.equal(region.clock.now(), Date.parse('2026-01-01T02:00:00Z'))

  // A user, who signs in.
  await page.goto(`${url}userPools/shop`)
  await page.locator('#new input[name=username]').fill('bob')
  await page.locator('#new button').click()
  await page.locator('#users td', { hasText: 'bob' }).waitFor()
  assert.equal(users.user('bob').status, 'CONFIRMED')
  await page.locator('#sign-in select[name=user]').selectOption('bob')
  await page.locator('#sign-in button').click()
  await page.locator('#result', { hasText: 'Claims of the id token' }).waitFor()

  // A viewer elsewhere.
  await page.goto(`${url}distributions/cdn`)
  await page.locator('#request input[name=path]').fill('/index.html')
  await page.locator('#request input[name=from]').fill('SYD')
  await page.locator('#request button').click()
  await page.locator('#answer', { hasText: 'Miss from cloudfront' }).waitFor()
  assert.equal(cdn.lastRequest.pop, 'SYD62-P1')

  // Hostile text in a form comes back as it was.
  await page.goto(`${url}tables/orders`)
  const evil = JSON.stringify({ id: `kept ${HOSTILE}`, text: MEGABYTE.slice(0, 200_000) })
  await page.locator('#new textarea').fill(evil)
  await page.locator('#new button').click()
  await page.locator('#items a', { hasText: 'kept' }).click()
  const shown = await page.locator('textarea').inputValue()
  assert.deepEqual(JSON.parse(shown), JSON.parse(evil))
  await page.locator('button.main').click()
  await page.locator('#items').waitFor()
  assert.deepEqual(orders.get({ id: `kept ${HOSTILE}` }), JSON.parse(evil))
  await page.close()
  await overview.close()

  const paths = [
    ...['', 'functions', 'functions/place', 'tables/orders', 'queues/jobs', 'topics/placed'],
    ...['buses/default', 'buckets/uploads', 'routes', 'clock', 'trace', 'userPools/shop'],
    ...['roles', 'roles/place', 'distributions', 'distributions/cdn'],
  ]
  for (const each of paths) await look(`inspector-${each.replace(/\W/g, '-')}`, url + each)
  const object = `buckets/uploads/object?key=${encodeURIComponent(HOSTILE)}`
  await look('inspector-object', url + object)
  region.end()
  console.log(
    `inspector: item, function, user, viewer, clock, live trace; ${paths.length + 1} pages`,
  )
}

try {
  await checkReport()
  await checkInspector()
  assert.deepEqual(troubles, [])
  console.log('no script of a payload ran, nothing was asked for elsewhere')
} finally {
  await context.close()
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
}
