import { request } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import type { RegionServer } from '../listen/listen.ts'
import { createRegion, type Region } from '../region.ts'

let server: RegionServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

const inspect = async (region: Region): Promise<string> => {
  server = await region.listen({ inspector: true })
  return server.inspectorUrl ?? ''
}

const get = async (url: string): Promise<string> => (await fetch(url)).text()
const post = (url: string, fields: Record<string, string>): Promise<Response> =>
  fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })

/** With the headers that `fetch` does not let a caller set. */
const ask = (url: string, headers: Record<string, string>): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    sent.on('error', reject).end()
  })

const evil = `"><script>alert(1)</script>\u202E javascript:alert(1)`

describe('the inspector', () => {
  it('creates, changes and removes items', async () => {
    const region = createRegion()
    const orders = region.createTable('orders', {
      partitionKey: 'id',
      sortKey: { name: 'at', type: 'N' },
    })
    const url = await inspect(region)
    const table = `${url}tables/orders`
    const put = await post(table, { item: '{"id": "o1", "at": 1, "amount": 9}', form: '' })
    expect(put.status).toBe(303)
    expect(orders.items).toEqual([{ id: 'o1', at: 1, amount: 9 }])
    expect(await get(table)).toMatch(/Items \(scan\)[^]*o1[^]*9/)
    expect(await get(`${table}?key.id=o1&key.at=0&operator=gt`)).toMatch(/Items \(query\)[^]*o1/)
    expect(await get(`${table}?filter=amount+%3E+:n&values=%7B%22:n%22:9%7D`)).toContain(
      'No items.',
    )
    expect(await get(`${table}?filter=amount+%3E+`)).toMatch(/class="notice bad"[^]*filter/i)
    const refused = await post(table, { item: '{"at": 1}' })
    expect(refused.status).toBe(400)
    expect(await refused.text()).toContain('id')
    await post(table, { item: '{"id": "o1", "at": 1}', do: 'delete' })
    expect(orders.size).toBe(0)
  })

  it('edits items that JSON cannot say without a loss', async () => {
    const region = createRegion()
    const things = region.createTable('things', { partitionKey: 'id' })
    const item = {
      id: 't1',
      tags: new Set(['a', 'b']),
      bytes: Uint8Array.of(1, 2),
      large: 2n ** 60n,
    }
    things.put(item)
    const url = await inspect(region)
    const page = await get(`${url}tables/things/item?key=${encodeURIComponent('{"id":"t1"}')}`)
    const [, text = ''] = /<textarea[^>]*>\n?([^]*?)<\/textarea>/.exec(page) ?? []
    const json = text.replaceAll('&quot;', '"')
    expect(JSON.parse(json)).toEqual({
      id: { S: 't1' },
      tags: { SS: ['a', 'b'] },
      bytes: { B: 'AQI=' },
      large: { N: '1152921504606846976' },
    })
    await post(`${url}tables/things`, { item: json, form: 'dynamodb' })
    expect(things.items).toEqual([item])
  })

  it('invokes functions, and saves test events', async () => {
    const region = createRegion()
    region.registerFunction('greet', (event: { name: string }) => {
      console.log('greeting', event.name)
      if (event.name === 'x') throw new TypeError('not x')
      return Promise.resolve({ hello: event.name })
    })
    const url = `${await inspect(region)}functions/greet`
    const ran = await (await post(url, { event: '{"name":"Ann"}', do: 'test' })).text()
    expect(ran).toMatch(
      /id="result"[^]*succeeded[^]*&quot;hello&quot;: &quot;Ann&quot;[^]*greeting Ann/,
    )
    const failed = await (await post(url, { event: '{"name":"x"}', do: 'test' })).text()
    expect(failed).toMatch(/id="result"[^]*failed[^]*TypeError/)
    const wrong = await (await post(url, { event: '{', do: 'test' })).text()
    expect(wrong).toMatch(/The event is not JSON/)
    await post(url, { event: '{"name":"Bo"}', do: 'save', name: 'for Bo' })
    expect(await get(url)).toMatch(/href="[^"]*Bo[^"]*"[^>]*><bdi>for Bo/)
    await post(url, { event: '{"name":"Cy"}', do: 'test', type: 'Event' })
    await region.idle()
    expect(region.function('greet').invocations.at(-1)?.event).toEqual({ name: 'Cy' })
  })

  it('moves the clock', async () => {
    const region = createRegion()
    region.clock.freeze('2026-01-01T00:00:00Z')
    const url = `${await inspect(region)}clock`
    await post(url, { advance: '1h' })
    expect(new Date(region.clock.now()).toISOString()).toBe('2026-01-01T01:00:00.000Z')
    await post(url, { freeze: '2026-02-01T00:00:00Z' })
    expect(await get(url)).toContain('2026-02-01T00:00:00.000Z')
    const wrong = await post(url, { advance: 'soon' })
    expect(wrong.status).toBe(400)
    expect(await wrong.text()).toMatch(/role="alert"[^]*soon/)
  })

  it('sends messages, events and requests, puts objects', async () => {
    const region = createRegion()
    const jobs = region.createQueue('jobs')
    const placed = region.createTopic('placed')
    placed.subscribe(jobs)
    const bus = region.createEventBus('shop')
    const bucket = region.createBucket('uploads')
    const echo = region.registerFunction('echo', (event: { body: string }) =>
      Promise.resolve({ statusCode: 202, body: event.body }),
    )
    const api = region.createGateway({ 'POST /echo': echo })
    const url = await inspect(region)
    await post(`${url}queues/jobs`, { body: '{"id":1}' })
    await post(`${url}topics/placed`, { message: 'hi', subject: 's' })
    await post(`${url}buses/shop`, { source: 'shop', detailType: 'Placed', detail: '{"id":1}' })
    await post(`${url}buckets/uploads`, {
      key: 'a/b.txt',
      content: 'one\ntwo',
      contentType: 'text/x',
    })
    await region.idle()
    expect(jobs.messages.map(({ body }) => body)[0]).toBe('{"id":1}')
    expect(jobs.size).toBe(2)
    expect(bus.events).toMatchObject([{ source: 'shop', detail: { id: 1 } }])
    expect(bucket.get('a/b.txt')).toMatchObject({ contentType: 'text/x' })
    expect(bucket.get('a/b.txt')?.text()).toBe('one\ntwo')
    const answer = await post(`${url}routes/${api.id}`, {
      method: 'POST',
      path: '/echo',
      body: 'hello',
      headers: 'x-a: b',
    })
    expect(await answer.text()).toMatch(/id="answer"[^]*202[^]*id="answer-body">hello</)
    expect(api.lastRequest?.request.headers.get('x-a')).toBe('b')
    const saved = await fetch(`${url}buckets/uploads/download?key=a/b.txt`)
    expect(saved.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''b.txt")
    expect(saved.headers.get('content-security-policy')).toContain('sandbox')
  })

  it('shows every kind of resource, and escapes all of it', async () => {
    const region = createRegion()
    const orders = region.createTable('orders', { partitionKey: 'id' })
    orders.put({ id: evil, [evil]: evil, big: 'x'.repeat(300_000) })
    region.createQueue('jobs').send(evil)
    region.createTopic('topic').publish(evil)
    region.eventBus('default').put({ source: evil, detailType: evil, detail: { evil } })
    region.createBucket('uploads').put(evil, evil, { contentType: 'text/html' })
    region.createSecret('db', { password: 'correct horse' })
    region.createStream('clicks').put({ evil }, 'p')
    region.createParameter('/a', 'p4ssw0rd-value', { type: 'SecureString' })
    const fn = region.registerFunction(
      'fn',
      (event: unknown) => (console.log(evil), Promise.resolve(event)),
    )
    await fn.invoke({ evil })
    region.createGateway({ 'GET /': fn }, { name: 'api' })
    await region.gateway('api').get(`/${encodeURIComponent(evil)}`)
    region.createUserPool('people').addUser('ann', { password: 'P2$Sword-x' })
    const bucket = region.createBucket('site')
    await region.createDistribution({ origin: bucket }).fetch('/a', { from: 'FRA' })
    const url = await inspect(region)
    const seen = new Set<string>()
    const visit = async (address: string): Promise<void> => {
      if (seen.has(address) || seen.size > 100) return
      seen.add(address)
      const response = await fetch(address)
      if (response.headers.get('content-type') === 'application/octet-stream') return
      const page = await response.text()
      expect(`${response.status} ${address}`).toBe(`200 ${address}`)
      expect(page.match(/<script/g), address).toHaveLength(1)
      expect(page).not.toMatch(/\u202E|correct horse|p4ssw0rd-value|P2\$Sword|\shref="(?!\/|#)/)
      expect(Buffer.byteLength(page)).toBeLessThan(2_000_000)
      for (const [, path = ''] of page.matchAll(/\shref="(\/[^"#]*)/g))
        await visit(new URL(path.replaceAll('&amp;', '&'), url).href)
    }
    await visit(url)
    expect(
      [...seen].filter((address) =>
        /(?:secrets|streams|parameters|userPools|distributions)\/./.test(address),
      ),
    ).toHaveLength(5)
    expect((await fetch(`${url}tables/none`)).status).toBe(404)
    expect((await fetch(`${url}nothing`)).status).toBe(404)
  })

  it('shows what happens as it happens', async () => {
    const region = createRegion()
    const orders = region.createTable('orders', { partitionKey: 'id' })
    const url = await inspect(region)
    const response = await fetch(`${url}live`)
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = (await reader?.read())?.value ?? ''
    orders.put({ id: 'o1' })
    while (!text.includes('INSERT')) text += (await reader?.read())?.value ?? ''
    await reader?.cancel()
    const lines = [...text.matchAll(/^data: (.*)$/gm)].map(
      ([, line = '']) => JSON.parse(line) as object,
    )
    expect(lines).toMatchObject([
      { label: 'PutItem orders', status: '200', depth: 0, failed: false },
      { label: "INSERT orders { id: 'o1' }", depth: 1 },
    ])
  })

  it('opens for nobody without its address, and for no other page', async () => {
    const region = createRegion()
    const url = await inspect(region)
    const { origin, host, pathname, port } = new URL(url)
    expect(pathname).toMatch(/^\/_inspector\/[\w-]{24}\/$/)
    expect(await ask(url, {})).toBe(200)
    expect(await ask(url, { host: `localhost:${port}` })).toBe(200)
    expect(await ask(url, { 'sec-fetch-site': 'none' })).toBe(200)
    expect(await ask(url, { origin, 'sec-fetch-site': 'same-origin' })).toBe(200)
    expect(await ask(`${origin}/_inspector/`, {})).toBe(404)
    expect(await ask(`${url.slice(0, -3)}xx/`, {})).toBe(404)
    expect(await ask(url, { host: 'evil.example' })).toBe(403)
    expect(await ask(url, { host: `dynamodb.us-east-1.amazonaws.com` })).toBe(403)
    expect(await ask(url, { origin: 'https://evil.example' })).toBe(403)
    expect(await ask(url, { origin: 'null' })).toBe(403)
    expect(await ask(url, { 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await ask(url, { 'sec-fetch-site': 'same-site', host })).toBe(403)
    const page = await fetch(url)
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-\S+'; script-src 'sha256-\S+'; base-uri 'none'; form-action 'self'; connect-src 'self'; frame-ancestors 'none'$/,
    )
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(405)
  })

  it('does not exist unless it is asked for', async () => {
    const region = createRegion()
    server = await region.listen()
    expect(server.inspectorUrl).toBeUndefined()
    await expect(region.listen({ inspector: 'yes' as never })).rejects.toThrow(/inspector: "yes"/)
  })
})
