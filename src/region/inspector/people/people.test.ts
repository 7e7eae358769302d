/** The inspector's pages of user pools, roles and distributions. */
import { afterEach, describe, expect, it } from 'vitest'
import { allow } from '../../../iam/index.ts'
import type { RegionServer } from '../../listen/listen.ts'
import { createRegion, type Region } from '../../region.ts'

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

const evil = `"><script>alert(1)</script>`

describe('the page of a user pool', () => {
  it('adds users and signs them in', async () => {
    const region = createRegion()
    const users = region.createUserPool('shop')
    const web = users.addClient('web')
    const url = await inspect(region)
    expect(await get(url)).toContain('userPools')
    const page = `${url}userPools/shop`
    const ann = { username: 'ann', password: 'P2$Sword', groups: 'admins', attributes: '' }
    expect((await post(page, ann)).status).toBe(303)
    await post(page, { username: 'bob', attributes: JSON.stringify({ name: evil }) })
    expect(users.user('ann').groups).toEqual(['admins'])
    const shown = await get(page)
    expect(shown).toMatch(/ann[^]*CONFIRMED[^]*admins[^]*bob/)
    expect(shown).not.toContain(evil)

    const signedIn = await (await post(page, { client: web.id, user: 'ann' })).text()
    expect(signedIn).toMatch(/Claims of the id token[^]*cognito:username[^]*ann/)
    expect(signedIn).not.toContain('eyJ')
    const wrong = { client: web.id, user: 'ann', password: 'wrong' }
    expect(await (await post(page, wrong)).text()).toMatch(/NotAuthorizedException/)
  })
})

describe('the page of a role', () => {
  it('shows what was denied and adds the statement that allows it', async () => {
    const region = createRegion({ iam: 'enforce' })
    const orders = region.createTable('orders', { partitionKey: 'id' })
    const uploads = region.createBucket('uploads')
    const role = region.createRole('place', [allow('s3:GetObject', `${uploads}/*`)])
    const { DynamoDBClient, PutItemCommand } = await import('@aws-sdk/client-dynamodb')
    const place = region.registerFunction(
      'place',
      () =>
        new DynamoDBClient(region.sdk).send(
          new PutItemCommand({ TableName: 'orders', Item: { id: { S: 'o1' } } }),
        ),
      { role },
    )
    await place.invoke({})
    const url = await inspect(region)
    expect(await get(`${url}roles`)).toMatch(/place[^]*policy[^]*1/)
    const page = await get(`${url}roles/place`)
    expect(page).toMatch(/dynamodb:PutItem on arn:aws:dynamodb[^]*not allowed[^]*Fix/)
    expect(page).toContain('s3:GetObject')
    const statement = { Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: orders.arn }
    await post(`${url}roles/place`, { statement: JSON.stringify(statement) })
    await place.invoke({})
    expect(orders.size).toBe(1)
  })
})

describe('the page of a distribution', () => {
  it('asks through a point of presence and shows its cache', async () => {
    const region = createRegion()
    const site = region.createBucket('site')
    site.put('index.html', '<h1>Shop</h1>', { contentType: 'text/html' })
    const cdn = region.createDistribution({ name: 'cdn', origin: site })
    const url = await inspect(region)
    const [name] = /distributions\/([^"]+)/.exec(await get(`${url}distributions`))?.slice(1) ?? []
    const page = `${url}distributions/${name}`
    const form = { method: 'GET', path: '/index.html', from: 'FRA', headers: '', body: '' }
    const answer = await (await post(page, form)).text()
    expect(answer).toMatch(/Miss from cloudfront[^]*&lt;h1&gt;Shop/)
    await post(page, form)
    const shown = await get(page)
    expect(shown).toMatch(/FRA56-P1[^]*point of presence[^]*\/index\.html/)
    expect(shown).toMatch(/Requests[^]*Hit[^]*Miss/)

    await post(page, { invalidate: '/*' })
    expect(cdn.pops.flatMap(({ objects }) => objects)).toEqual([])
    const unknown = await post(page, { ...form, from: 'XYZ' })
    expect(unknown.status).toBe(400)
    expect(await unknown.text()).toContain('XYZ')
  })
})
