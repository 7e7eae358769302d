// A real browser: no web page of another origin reads a listening region, or changes anything in it.
// Runs headless Chromium (chromium.mjs).
// Needs dist/ (npm run build).
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRegion } from '../dist/index.mjs'
import { chromiumOrSkip } from './chromium.mjs'

const chromium = chromiumOrSkip()

/** What a page tries, as its own script; each attempt resolves with the text that it read, or rejects. */
const page = (urls) => `<!doctype html><meta charset="utf-8"><body><script type="module">
const urls = ${JSON.stringify(urls)}
const event = (target, good, bad) => new Promise((resolve, reject) => {
  target.addEventListener(good, () => resolve(good)); target.addEventListener(bad, () => reject(bad))
})
const attached = (name, attributes, good = 'load') => {
  const element = Object.assign(document.createElement(name), attributes)
  document.body.append(element)
  return event(element, good, 'error')
}
const form = (url) => {
  const frame = document.createElement('iframe')
  frame.name = 'f' + Math.random()
  const element = Object.assign(document.createElement('form'), { action: url, method: 'POST', target: frame.name, enctype: 'text/plain' })
  document.body.append(frame, element)
  const loaded = event(frame, 'load', 'error')
  element.submit()
  return loaded.then(() => frame.contentDocument.body.innerText)
}
const target = { 'x-amz-target': 'DynamoDB_20120810.PutItem', 'content-type': 'application/x-amz-json-1.0', authorization: 'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=b', 'x-amz-date': '20260101T000000Z' }
const body = JSON.stringify({ TableName: 'orders', Item: { id: { S: 'from the page' } } })
const attempts = {}
for (const [name, url] of Object.entries(urls)) {
  const read = url + '/_gateway/api1/$default/secret'
  Object.assign(attempts, {
    [name + ' fetch']: () => fetch(read).then((answer) => answer.text()),
    [name + ' fetch of another method']: () => fetch(read, { method: 'PUT', body: 'x' }).then((answer) => answer.text()),
    [name + ' fetch without CORS']: () => fetch(read, { mode: 'no-cors' }).then((answer) => answer.text()),
    [name + ' PutItem']: () => fetch(url, { method: 'POST', headers: target, body }).then((answer) => answer.text()),
    [name + ' PutItem without CORS']: () => fetch(url, { method: 'POST', mode: 'no-cors', body }).then((answer) => answer.text()),
    [name + ' XMLHttpRequest']: () => { const request = new XMLHttpRequest(); request.open('GET', read); request.send(); return event(request, 'load', 'error').then(() => request.responseText) },
    [name + ' script']: () => attached('script', { src: read }),
    [name + ' image']: () => attached('img', { src: read }),
    [name + ' style sheet']: () => attached('link', { rel: 'stylesheet', href: read }),
    [name + ' frame']: () => attached('iframe', { src: read }).then(() => document.querySelector('iframe:last-of-type').contentDocument.body.innerText),
    [name + ' form']: () => form(read),
    [name + ' WebSocket']: () => event(new WebSocket(read.replace('http', 'ws')), 'open', 'error'),
    [name + ' EventSource']: () => event(new EventSource(read), 'open', 'error'),
    [name + ' beacon']: () => (navigator.sendBeacon(read, 'x'), Promise.resolve('')),
  })
}
const results = {}
await Promise.all(Object.entries(attempts).map(([name, attempt]) =>
  Promise.resolve().then(attempt).then((text) => { results[name] = String(text) }, (error) => { results[name] = 'failed: ' + error })))
await fetch('/results', { method: 'POST', body: JSON.stringify(results) })
</script>`

/** Serves the page, and resolves with what it reports. */
async function servePage(urls) {
  let report
  const reported = new Promise((resolve) => (report = resolve))
  const server = createServer((request, response) => {
    if (request.url !== '/results') {
      response.setHeader('content-type', 'text/html').end(page(urls))
      return
    }
    let text = ''
    request.on('data', (data) => (text += data))
    request.on('end', () => {
      response.end()
      report(JSON.parse(text))
    })
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, reported, port: server.address().port }
}

const profile = mkdtempSync(join(tmpdir(), 'browser-'))
function browse(url) {
  const options = [
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--no-first-run',
    `--user-data-dir=${profile}`,
    // DNS rebinding: the page's own name leads to this machine. No other name leads anywhere.
    '--host-resolver-rules=MAP evil.example 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
  ]
  // In a group of its own, which ends with it.
  return spawn(chromium, [...options, url], { detached: true, stdio: 'ignore' })
}

function end(browser) {
  const closed = new Promise((resolve) => browser.once('close', resolve))
  process.kill(-browser.pid, 'SIGKILL')
  return closed
}

const TIME_LIMIT_MS = 120_000
const SECRET = 'the secret of the region'

/** What a page of `origin` reads of a region that listens with these options. */
async function visit(host, optionsFor) {
  const region = createRegion()
  const orders = region.createTable('orders', { partitionKey: 'id' })
  const secret = region.registerFunction('secret', async () => SECRET)
  // What a gateway allows is not what the server allows.
  region.createGateway({ $default: secret }, { id: 'api1', cors: { allowOrigins: ['*'] } })
  // The page must know the region's port, and the region the page's origin.
  const urls = {}
  const { server: pages, reported, port } = await servePage(urls)
  const listening = await region.listen(optionsFor(`http://${host}:${port}`))
  const regionPort = new URL(listening.url).port
  urls.loopback = listening.url
  urls.localhost = `http://localhost:${regionPort}`
  urls.rebound = `http://evil.example:${regionPort}`
  const browser = browse(`http://${host}:${port}/`)
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(
      () => reject(new Error('The browser did not report in time.')),
      TIME_LIMIT_MS,
    )
  })
  try {
    const results = await Promise.race([reported, late])
    return { results, written: orders.size, invocations: secret.invocations.length }
  } finally {
    clearTimeout(timer)
    await end(browser)
    pages.close()
    pages.closeAllConnections()
    await listening.close()
  }
}

const problems = []
const hasRead = (results) =>
  Object.entries(results).filter(([, text]) => text.includes(SECRET) || /^(open|load)$/.test(text))

try {
  for (const host of ['evil.example', '127.0.0.1', 'localhost']) {
    const { results, written, invocations } = await visit(host, () => ({}))
    // A frame that shows a refusal has loaded; its text cannot be read.
    for (const [attempt, text] of hasRead(results)) problems.push(`${host}: ${attempt}: ${text}`)
    if (written > 0) problems.push(`${host}: wrote ${written} items`)
    if (invocations > 0) problems.push(`${host}: invoked the function ${invocations} times`)
    console.log(`${host}: ${Object.keys(results).length} attempts, nothing read or changed`)
  }
  // The counter-check: the same page reads and writes where the region allows its origin.
  const { results, written } = await visit('localhost', (origin) => ({ allowedOrigins: [origin] }))
  const read = hasRead(results).map(([attempt]) => attempt)
  console.log(`an allowed origin: reads by ${read.join(', ')}; wrote ${written} item`)
  if (!read.includes('loopback fetch') || written !== 1)
    problems.push(`an allowed origin cannot read or write: ${JSON.stringify(results, null, 2)}`)
} finally {
  rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
}
for (const problem of problems) console.error(`PROBLEM ${problem}`)
process.exit(problems.length > 0 ? 1 : 0)
