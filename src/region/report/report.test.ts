import { createHash } from 'node:crypto'
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { describe, expect, it } from 'vitest'
import { allow } from '../../iam/index.ts'
import { createRegion } from '../region.ts'

const sectionOf = (page: string, id: string): string =>
  new RegExp(`<section\\s+id="${id}"[^]*?</section>`).exec(page)?.[0] ?? ''

describe('region.report', () => {
  it('shows the failure first, then requests, items, traces, logs, coverage and clock', async () => {
    const region = createRegion()
    region.clock.freeze('2026-01-01T00:00:00Z')
    const orders = region.createTable('orders', { partitionKey: 'id' })
    const place = region.registerFunction('place', (event: { body: string }) => {
      console.warn('placing')
      orders.put(JSON.parse(event.body) as object)
      return Promise.resolve({ statusCode: 201 })
    })
    const api = region.createGateway({ 'POST /orders': place, 'GET /never': place })
    await api.post('/orders', { id: 'o1', amount: 9 })
    await region.clock.advance('5m')
    orders.update({ id: 'o1' }, (order: { amount: number }) => {
      order.amount = 10
    })
    const page = region.report({ title: 'places an order', error: new Error('expected 9') })

    const ids = [...page.matchAll(/<section\s+id="(\w+)"/g)].map(([, id]) => id)
    expect(ids).toEqual([
      ...['failure', 'requests', 'items', 'sequence', 'trace', 'logs', 'coverage', 'clock'],
    ])
    expect(page).toContain('<title>places an order</title>')
    expect(sectionOf(page, 'failure')).toContain('expected 9')
    expect(sectionOf(page, 'requests')).toMatch(/POST \/orders[^]*201/)
    expect(sectionOf(page, 'items')).toMatch(
      /INSERT[^]*MODIFY[^]*class="line removed"[^]*&quot;amount&quot;: 9[^]*class="line added"[^]*&quot;amount&quot;: 10/,
    )
    expect(sectionOf(page, 'trace')).toMatch(/place \(cold start\)[^]*PutItem orders/)
    expect(sectionOf(page, 'sequence')).toContain('<svg')
    expect(sectionOf(page, 'logs')).toContain('WARN placing')
    expect(sectionOf(page, 'coverage')).toMatch(/GET \/never[^]*never/)
    expect(sectionOf(page, 'clock')).toMatch(/2026-01-01T00:05:00.000Z[^]*\+5 min/)
    // Links lead to anchors of the page.
    const anchors = new Set([...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id))
    const links = [...page.matchAll(/\shref="#([^"]+)"/g)].map(([, id]) => id)
    expect(links.filter((id) => !anchors.has(id))).toEqual([])
  })

  it('draws what happens, and not what only makes resources', () => {
    const region = createRegion()
    const topic = region.createTopic('placed')
    region.createRole('reader', [allow('dynamodb:GetItem', '*')])
    const drawn = (): string => sectionOf(region.report(), 'sequence')
    expect(drawn()).toContain('CreateRole reader')
    topic.publish('hello')
    expect(drawn()).toMatch(/Publish placed[^]*Calls that make resources: \d+, not drawn/)
    expect(drawn()).not.toContain('CreateRole')
    expect(sectionOf(region.report(), 'trace')).toContain('CreateRole reader')
  })

  it('names near misses, calls that are not simulated, stubs', async () => {
    const region = createRegion({ unhandled: 'warn' })
    region.createTable('orders', { partitionKey: 'id' })
    const client = new DynamoDBClient(region.sdk)
    const get = new GetItemCommand({ TableName: 'order', Key: { id: { S: '1' } } })
    await expect(client.send(get)).rejects.toThrow()
    region.stub(PublishCommand, { MessageId: 'm1' })
    await new SNSClient(region.sdk).send(new PublishCommand({ Message: 'a', TopicArn: 'arn:x' }))
    const { DescribeContributorInsightsCommand } = await import('@aws-sdk/client-dynamodb')
    const create = new DescribeContributorInsightsCommand({ TableName: 'x' })
    await expect(client.send(create)).rejects.toThrow()
    const page = region.report()
    expect(sectionOf(page, 'failure')).toContain(
      'GetItem: There is no table &#39;order&#39; in this region. Did you mean &#39;orders&#39;?',
    )
    expect(sectionOf(page, 'unsupported')).toContain('DescribeContributorInsights')
    expect(sectionOf(page, 'stubs')).toMatch(/Publish<\/strong> of sns: 1 call answered/)
  })

  it('shows denied calls with their fix', async () => {
    const region = createRegion({ iam: 'enforce' })
    const role = region.createRole('place', [])
    region.createTable('orders', { partitionKey: 'id' })
    const read = region.registerFunction(
      'read',
      async () => {
        const get = new GetItemCommand({ TableName: 'orders', Key: { id: { S: '1' } } })
        await new DynamoDBClient(region.sdk).send(get)
      },
      { role },
    )
    await read.invoke({})
    const denials = sectionOf(region.report(), 'denials')
    expect(denials).toMatch(/implicitDeny[^]*dynamodb:GetItem[^]*table\/orders/)
    expect(denials).toMatch(/Fix[^]*&quot;Effect&quot;: &quot;Allow&quot;/)
    expect(denials).toMatch(/href="#r\d+"/)
  })

  it('hides secrets of headers, variables and secrets', async () => {
    const region = createRegion()
    region.createSecret('db', { user: 'u', password: 'correct horse' })
    const read = region.registerFunction(
      'read',
      async () => {
        const id = new GetSecretValueCommand({ SecretId: 'db' })
        const { SecretString } = await new SecretsManagerClient(region.sdk).send(id)
        console.log('key', process.env['API_KEY'], SecretString)
        return {
          statusCode: 200,
          body: (JSON.parse(SecretString ?? '') as { password: string }).password,
        }
      },
      { environment: { API_KEY: 'k-123456' } },
    )
    const api = region.createGateway({ 'GET /': read })
    await api.get('/', { headers: { Authorization: 'Bearer abc.def', Cookie: 'session=very' } })
    const page = region.report()
    expect(page).not.toMatch(/correct horse|k-123456|abc\.def|session=very/)
    expect(page).toContain('Authorization: ••••••')
  })

  it('is harmed by no text, and is no larger than it may be', async () => {
    const region = createRegion()
    const evil =
      '</script><script>alert(1)</script><img src=x onerror=alert(1)> \u202E javascript:alert(1)'
    const orders = region.createTable('orders', { partitionKey: 'id' })
    const fn = region.registerFunction('fn', (event: unknown) => Promise.resolve(event))
    for (let i = 0; i < 500; i++) orders.put({ id: `${evil}${i}`, text: 'x'.repeat(10_000) })
    await fn.invoke({ evil, big: 'y'.repeat(1_000_000) })
    const page = region.report({ title: evil, error: new Error(evil.repeat(1000)) })
    expect(Buffer.byteLength(page)).toBeLessThan(1_000_000)
    expect(page).toContain('The rest is left out')
    expect(page.match(/<script/g)).toHaveLength(1)
    expect(page).not.toMatch(/<img|\u202E|href="javascript/)
    const small = region.report({ maxSize: 65_536 })
    expect(Buffer.byteLength(small)).toBeLessThanOrEqual(65_536)
    expect(small.trimEnd().endsWith('</html>')).toBe(true)
  })

  it('shows a tree of many large records without their payloads', async () => {
    const region = createRegion()
    const orders = region.createTable('orders', { partitionKey: 'id' })
    const jobs = region.createQueue('jobs')
    const fn = region.registerFunction('fn', () => {
      for (let i = 0; i < 300; i++) {
        orders.put({ id: `o${i}`, text: 'x'.repeat(5000) })
        jobs.send('y'.repeat(5000))
      }
      return Promise.resolve()
    })
    await fn.invoke({})
    const page = region.report()
    expect(Buffer.byteLength(page)).toBeLessThan(1_000_000)
    expect(sectionOf(page, 'trace')).toMatch(/fn \(cold start\)[^]*PutItem orders[^]*are left out/)
  })

  it('allows its own style and script and nothing else', () => {
    const page = createRegion().report()
    const [, policy = ''] = /Content-Security-Policy" content="([^"]+)"/.exec(page) ?? []
    const hash = (text = ''): string =>
      `sha256-${createHash('sha256').update(text).digest('base64')}`
    const [, style] = /<style>([^]*?)<\/style>/.exec(page) ?? []
    const [, script] = /<script>([^]*?)<\/script>/.exec(page) ?? []
    expect(policy.replaceAll('&#39;', "'")).toBe(
      `default-src 'none'; style-src '${hash(style)}'; script-src '${hash(script)}'; base-uri 'none'; form-action 'none'`,
    )
    expect(page).not.toMatch(/\s(?:style|on\w+|src)="/)
    expect(page).toContain('Nothing happened')
  })

  it('does not look at failures in the place of the test', async () => {
    const region = createRegion()
    const fn = region.registerFunction('fn', () => Promise.reject(new Error('no')))
    await fn.invoke({})
    const { seenAs } = await import('../../core/reporting/failure-seen.ts')
    expect(region.report()).toContain('Error: no')
    const [run] = region.trace().roots
    expect(run && seenAs(run.record)).toBeUndefined()
  })

  it('refuses wrong options', () => {
    const region = createRegion()
    expect(() => region.report({ maxSize: 10 })).toThrow(/maxSize: 10.*at least 65536/)
    expect(() => region.report({ titel: 'x' } as never)).toThrow(/unknown option 'titel'/)
  })
})
