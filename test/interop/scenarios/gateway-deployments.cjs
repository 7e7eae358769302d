/** Deployments, stages and canaries of gateways. */
module.exports = ({ scenario, miniregion }) => {
  const { createRegion } = miniregion
  const setUp = () => {
    const region = createRegion()
    const answer = (name) =>
      region.registerFunction(name, async () => ({ statusCode: 200, body: name }))
    return { region, old: answer('old'), next: answer('next') }
  }
  const priceOf = async (api) => (await api.get('/price')).text()

  scenario('a stage serves what was deployed last', async (t) => {
    const { region, old, next } = setUp()
    const api = region.createGateway({ 'GET /price': old }, { type: 'rest', autoDeploy: false })
    t.equal((await api.get('/price')).status, 403)
    const deployed = api.deploy({ description: 'first' })
    t.has(deployed, { stage: 'prod', description: 'first' })
    api.route('GET /price', next, { replace: true })
    t.equal(await priceOf(api), 'old')
    api.deploy()
    t.equal(await priceOf(api), 'next')
  })

  scenario('stages have variables, and canaries a part of the requests', async (t) => {
    const { region, old, next } = setUp()
    const routes = { 'GET /price': '${stageVariables.price}' }
    const http = region.createGateway(routes, { stageVariables: { price: 'old' } })
    http.deploy({ stage: 'beta', variables: { price: 'next' } })
    t.equal([await priceOf(http), await priceOf(http.at('beta'))], ['old', 'next'])
    const api = region.createGateway({ 'GET /price': old }, { type: 'rest', autoDeploy: false })
    api.deploy()
    api.route('GET /price', next, { replace: true })
    api.deploy({ canary: { percentTraffic: 100, stageVariableOverrides: { currency: 'EUR' } } })
    t.equal(await priceOf(api), 'next')
    t.equal(next.lastInvocation.event.stageVariables, { currency: 'EUR' })
    t.equal(region.gateway(api.name).url, api.url)
  })

  scenario('a gateway describes itself', async (t) => {
    const { region, old } = setUp()
    const api = region.createGateway({ 'GET /price': old, 'GET /list': old }, { name: 'prices' })
    await api.get('/price')
    t.equal(Object.keys(api.openapi().paths), ['/price', '/list'])
    const extended = JSON.stringify(api.openapi({ extensions: true }))
    t.equal(extended.includes('x-amazon-apigateway-integration'), true)
    t.equal(api.markdown().includes('GET /price\n\nHTTP 200'), true)
    const coverage = api.coverage()
    t.equal(coverage.unused, ['route GET /list'])
    t.equal(coverage.routes, [
      { name: 'GET /price', uses: 1 },
      { name: 'GET /list', uses: 0 },
    ])
    t.equal(coverage.authorizers, [])
    t.has(coverage.responses[0], { route: 'GET /price', status: 200, uses: 1, declared: false })
    t.equal(String(coverage).split('\n').length, 2)
  })
}
