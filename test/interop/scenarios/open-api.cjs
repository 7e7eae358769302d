/** Gateways from OpenAPI documents. */
const templates = () => require('miniregion/templates')

module.exports = ({ scenario, miniregion }) => {
  const { createRegion } = miniregion

  scenario('an OpenAPI document becomes a REST API', async (t) => {
    const document = {
      openapi: '3.0.1',
      info: { title: 'orders', version: '1' },
      paths: {
        '/orders': { get: { operationId: 'list', responses: {} }, post: { responses: {} } },
      },
    }
    const list = async () => ({ statusCode: 200, body: 'listed' })
    const options = { handlers: { list }, stage: 'dev', basePath: 'ignore' }
    const { stack } = templates().fromOpenApi(document, options)(createRegion())
    t.equal(await (await stack.api.get('/orders')).text(), 'listed')
    const http = templates().fromOpenApi(document, { handlers: { list }, type: 'http' })
    t.equal(http(createRegion()).stack.api.type, 'http')
    t.equal(
      stack.skipped.map(({ where }) => where),
      ['paths./orders.post'],
    )
  })
}
