/** Queues, buses, and what handlers read when they start: one scenario for each service's names. */
module.exports = ({ scenario, miniregion }) => {
  const {
    createBucket,
    createDistribution,
    createEventBus,
    createKey,
    createParameter,
    createRegion,
    createSchedule,
    createSecret,
    createIdentityPool,
    createUserPool,
  } = miniregion

  scenario('a queue shows its messages', (t) => {
    const region = createRegion()
    region.createQueue('jobs')
    const jobs = region.queue('jobs')
    jobs.send({ id: '1' })
    t.expect.toHaveMessage(jobs, { id: '1' })
    t.expect.toHaveMessageCount(jobs, 1)
    t.not.toHaveMessage(jobs, { id: '2' })
  })

  scenario('a topic posts to an HTTP endpoint', async (t) => {
    const region = createRegion()
    const received = []
    region.backend('https://shop.example', async (request) => {
      received.push((await request.json()).Message)
      return new Response('ok')
    })
    const news = region.createTopic('news')
    const deliveryPolicy = { throttlePolicy: { maxReceivesPerSecond: 10 } }
    news.subscribe('https://shop.example/news', { deliveryPolicy })
    news.publish('hello')
    await region.idle()
    t.equal(received, ['hello'])
  })

  scenario('a telephone that is opted out receives no text message', async (t) => {
    const region = createRegion({ sns: { optedOutPhoneNumbers: ['+14255550142'] } })
    const news = region.createTopic('news')
    for (const number of ['+14255550142', '+14255550143']) news.subscribe(number)
    news.publish('hello')
    await region.idle()
    t.has(region.outbox, [{ to: '+14255550143', via: 'sms', text: 'hello' }])
  })

  scenario('a bus carries events by its rules', async (t) => {
    const region = createRegion()
    const bus = createEventBus('shop', { region })
    const jobs = region.createQueue('jobs')
    bus.rule('mail', { source: ['shop'] }, jobs, { inputPath: '$.detail' })
    region.eventBus('shop').put({ source: 'shop', detailType: 'OrderPlaced', detail: { id: '1' } })
    region.eventBus('shop').put({ source: 'crm', detailType: 'Called', detail: {} })
    await region.idle()
    t.expect.toHaveEvent(bus, { detailType: 'OrderPlaced', detail: { id: '1' } })
    t.expect.toHaveMatched(bus, 'mail')
    t.expect.toHaveMessage(jobs, { id: '1' })
    t.expect.toHaveMessageCount(jobs, 1)
    const archive = bus.archive('all', { retention: '1d' })
    bus.put({ source: 'shop', detailType: 'OrderPlaced', detail: { id: '2' } })
    archive.replay({ rules: ['mail'] })
    await region.idle()
    t.has(archive.events, [{ detail: { id: '2' } }])
    t.expect.toHaveMessageCount(jobs, 3)
    t.ok(region.createEventBus('other').arn.endsWith(':event-bus/other'))
  })

  scenario('a bucket keeps objects and tells of them', async (t) => {
    const region = createRegion()
    const uploads = createBucket('uploads', { versioned: true, region })
    const jobs = region.createQueue('jobs')
    uploads.seed({ 'a/1.txt': 'one' })
    uploads.on('ObjectCreated:*', jobs, { prefix: 'in/' })
    uploads.put('in/b.json', { two: 2 }, { metadata: { by: 'ann' } })
    uploads.delete('a/1.txt')
    await region.idle()
    t.expect.toHaveObject(uploads, 'in/b.json', { json: { two: 2 }, metadata: { by: 'ann' } })
    t.not.toHaveObject(uploads, 'a/1.txt')
    t.expect.toHaveObjectCount(uploads, 1)
    t.equal(uploads.get('in/b.json').json(), { two: 2 })
    t.equal(uploads.list({ delimiter: '/' }).prefixes, ['in/'])
    t.equal(uploads.versions('a/1.txt').length, 2)
    t.equal(uploads.writes.length, 2)
    t.expect.toHaveMessage(jobs, { Records: [{ eventName: 'ObjectCreated:Put' }] })
    region.reset()
    t.equal(region.bucket('uploads').keys, ['a/1.txt'])
    t.ok(region.createBucket('more').arn.endsWith(':more'))
  })

  scenario('a distribution caches at each point of presence', async (t) => {
    const region = createRegion()
    region.clock.freeze('2026-01-01T00:00:00Z')
    const site = createBucket('site', { region })
    site.seed({ 'index.html': 'home' })
    const cdn = createDistribution({
      origin: site,
      name: 'site',
      defaultRootObject: 'index.html',
      ttl: '1h',
      functions: {
        viewerResponse: `function handler(event) {
          event.response.headers['x-edge'] = { value: 'yes' }
          return event.response
        }`,
      },
      region,
    })
    const first = await cdn.fetch('/', { from: 'FRA' })
    t.equal(await first.text(), 'home')
    t.equal(first.headers.get('x-edge'), 'yes')
    t.expect.toBeCacheMiss(first)
    await region.clock.advance('10m')
    const second = await cdn.fetch('/', { from: 'FRA' })
    t.expect.toBeCacheHit(second)
    t.not.toBeCacheMiss(second)
    t.equal(second.headers.get('age'), '600')
    t.expect.toBeCacheMiss(await region.distribution('site').fetch('/', { from: 'NRT' }))
    cdn.invalidate('/index.html')
    t.expect.toBeCacheMiss(await cdn.fetch('/', { from: 'FRA' }))
    t.expect.toHaveOriginRequests(cdn, 3)
    t.equal(cdn.pops.length > 0, true)
    t.equal((await region.fetch(`${cdn.url}/`)).status, 200)
    t.ok(region.createDistribution({ origin: () => new Response('x') }).arn.includes('cloudfront'))
  })

  scenario('a schedule runs its target on the clock', async (t) => {
    const region = createRegion()
    region.clock.freeze('2026-01-01T00:00:00Z')
    const jobs = region.createQueue('jobs')
    const target = { input: { id: '1' } }
    createSchedule('daily', 'cron(0 3 * * ? *)', jobs, { ...target, region })
    region.createSchedule('hourly', 'rate(1 hour)', jobs).disable()
    await region.clock.advance('2d')
    await region.idle()
    t.expect.toHaveRunTimes(region.schedule('daily'), 2)
    t.expect.toHaveMessageCount(jobs, 2)
  })

  scenario('parameters, secrets and keys are what handlers read', (t) => {
    const region = createRegion()
    createParameter('/shop/currency', 'EUR', { region })
    createSecret('shop/db', { user: 'ann' }, { region })
    createKey('alias/shop', { region })
    t.equal(region.parameter('/shop/currency').value, 'EUR')
    t.equal(JSON.parse(region.secret('shop/db').value), { user: 'ann' })
    t.ok(region.key('alias/shop').arn.startsWith('arn:aws:kms:us-east-1:123456789012:key/'))
    t.equal(region.createParameter('/shop/vat', '19').value, '19')
    t.equal(region.createSecret('shop/api', 'abc').value, 'abc')
    t.ok(region.createKey('alias/other').arn !== region.key('alias/shop').arn)
  })

  scenario('a user pool signs users in, and authorizers know its tokens', async (t) => {
    const region = createRegion()
    const users = createUserPool('shop', { signInAliases: ['email'], region })
    const web = users.addClient('web')
    const ann = users.addUser('ann@example.com', { groups: ['admins'] })
    const me = region.registerFunction('me', async () => ({ statusCode: 204 }))
    const authorizer = miniregion.jwtAuthorizer({ issuer: users.issuer, audience: web.id })
    const api = region.createGateway({ 'GET /me': { handler: me, authorizer } })
    const get = (token) => api.get('/me', { headers: { authorization: `Bearer ${token}` } })
    const { idToken } = await web.signIn(ann)
    t.equal((await get(idToken)).status, 204)
    t.equal((await get(web.token(ann, { claims: { aud: 'another' } }))).status, 401)
    t.has(region.userPool('shop').users[0], { status: 'CONFIRMED', groups: ['admins'] })
    t.equal(region.createUserPool('other').jwks.keys.length, 2)
    t.expect.toHaveUser(users, 'ann@example.com', { status: 'CONFIRMED' })
    t.not.toHaveUser(users, 'bob@example.com')
    const topic = region.createTopic('news')
    topic.subscribe('ann@example.com')
    topic.publish('hello')
    await region.idle()
    t.expect.toHaveSent(region, 'ann@example.com', { via: 'email' })
    t.not.toHaveSent(region, 'bob@example.com')
    t.expect.toHaveClaims(idToken, { 'cognito:groups': ['admins'] })
    t.not.toHaveClaims(idToken, { email: 'bob@example.com' })
    const identities = createIdentityPool('app', { userPool: web, region })
    t.equal(region.identityPool('app').id, identities.id)
    t.equal(region.createIdentityPool('other').identities, [])
  })

  scenario('a function reads parameters and secrets through its extension', async (t) => {
    const region = createRegion()
    region.createSecret('shop/db', 'hush')
    const url = 'http://localhost:2773/secretsmanager/get?secretId=shop/db'
    const read = async () => {
      const headers = { 'X-Aws-Parameters-Secrets-Token': process.env.AWS_SESSION_TOKEN }
      return (await fetch(url, { headers })).json()
    }
    const layers = ['AWS-Parameters-and-Secrets-Lambda-Extension']
    const fn = region.registerFunction('fn', read, { layers })
    t.has((await fn.invoke({})).payload, { SecretString: 'hush', VersionStages: ['AWSCURRENT'] })
  })

  scenario('a function has versions, aliases and provisioned environments', async (t) => {
    const region = createRegion()
    const place = region.registerFunction('place', async (_event, { functionVersion }) => ({
      functionVersion,
    }))
    const published = place.publishVersion()
    const live = place.alias('live', published)
    t.equal((await live.invoke({})).payload, { functionVersion: '1' })
    live.provision(2)
    const runs = await Promise.all([live.invoke({}), live.invoke({})])
    t.equal(
      runs.map(({ status }) => status),
      ['succeeded', 'succeeded'],
    )
  })

  scenario('a function can have tenants, and durable executions', async (t) => {
    const region = createRegion()
    const handler = async (_event, { tenantId }) => tenantId
    const shared = region.registerFunction('shared', handler, { tenancyConfig: 'PER_TENANT' })
    t.equal((await shared.invoke({}, { tenantId: 'blue' })).payload, 'blue')
    const done = async () => ({ Status: 'SUCCEEDED', Result: '"done"' })
    const durable = region.registerFunction('durable', done, {
      durable: { executionTimeout: '1h' },
    })
    await durable.invoke({})
    await region.idle()
    t.has(durable.executions, [{ status: 'SUCCEEDED' }])
  })
}
