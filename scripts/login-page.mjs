// The login page of a user pool in headless Chromium: a browser test can fill it in, and no text
// harms it. Needs dist/ (npm run build).
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { chromium as playwright } from 'playwright-core'
import { createRegion } from '../dist/index.mjs'
import { chromiumOrSkip } from './chromium.mjs'

const executablePath = chromiumOrSkip()
const HOSTILE = `"><script>alert(1)</script><img src=x onerror=alert(1)>`
const PASSWORD = 'P2$Sword'

// The application, to which the page returns.
const app = createServer((_request, response) => response.end('<h1>Welcome</h1>'))
await new Promise((resolve) => app.listen(0, '127.0.0.1', resolve))
const callback = `http://127.0.0.1:${app.address().port}/callback`

const region = createRegion()
const users = region.createUserPool('shop', { mfa: 'OPTIONAL', mfaSecondFactor: ['sms'] })
const web = users.addClient('web', { callbackUrls: [callback], scopes: ['openid', 'email'] })
users.addUser('ann', { password: PASSWORD, attributes: { email: 'ann@example.com' } })
users.addUser('new', { password: PASSWORD, status: 'FORCE_CHANGE_PASSWORD' })
const server = await region.listen()
const base = `${server.url}/_cognito/${users.id}`

const browser = await playwright.launch({ executablePath, args: ['--no-sandbox'], headless: true })
const troubles = []

/** A page of a visitor of its own, at the authorize endpoint. */
async function visit(more = {}) {
  const context = await browser.newContext()
  const page = await context.newPage()
  page.on('dialog', (dialog) => {
    troubles.push('a script of the payload ran')
    void dialog.dismiss()
  })
  page.on('pageerror', (error) => troubles.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/favicon/.test(message.location().url))
      troubles.push(message.text())
  })
  const query = new URLSearchParams({
    ...{ client_id: web.id, redirect_uri: callback, response_type: 'code', scope: 'openid email' },
    ...more,
  })
  await page.goto(`${base}/oauth2/authorize?${query}`)
  return page
}

async function signIn(page, username, password) {
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** What the application receives. */
async function returned(page) {
  await page.getByRole('heading', { name: 'Welcome' }).waitFor()
  return new URL(page.url()).searchParams
}

try {
  const page = await visit({ state: HOSTILE, login_hint: HOSTILE })
  assert.equal(await page.getByLabel('Username').inputValue(), HOSTILE)
  await signIn(page, HOSTILE, 'wrong')
  assert.match(await page.getByRole('alert').innerText(), /User does not exist/)
  await signIn(page, 'ann', 'wrong')
  assert.match(await page.getByRole('alert').innerText(), /Incorrect username or password/)
  await signIn(page, 'ann', PASSWORD)
  const answer = await returned(page)
  assert.equal(answer.get('state'), HOSTILE)
  const tokens = await users.fetch('/oauth2/token', {
    method: 'POST',
    body: new URLSearchParams({
      ...{ grant_type: 'authorization_code', client_id: web.id, redirect_uri: callback },
      code: answer.get('code'),
    }),
  })
  assert.equal(tokens.status, 200)

  // The session of the page lasts: no form the second time.
  const query = new URLSearchParams({ client_id: web.id, redirect_uri: callback })
  await page.goto(`${base}/oauth2/authorize?response_type=code&${query}`)
  assert.ok((await returned(page)).get('code'))

  const invited = await visit()
  await signIn(invited, 'new', PASSWORD)
  await invited.getByLabel('New password').fill('short')
  await invited.getByRole('button', { name: 'Continue' }).click()
  assert.match(await invited.getByRole('alert').innerText(), /greater than or equal to 6/)
  await invited.getByLabel('New password').fill('N3w$Sword')
  await invited.getByRole('button', { name: 'Continue' }).click()
  assert.ok((await returned(invited)).get('code'))

  assert.deepEqual(troubles, [])
  console.log('login page: wrong and right passwords, a new password, a session, hostile texts')
} finally {
  await browser.close()
  await server.close()
  app.close()
}
