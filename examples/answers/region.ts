// The wiring: what a template would deploy.
import { lambdaAuthorizer, testIssuer, type Region } from 'miniregion'

export function deploy(region: Region) {
  const answers = region.createTable('answers', { partitionKey: 'id' })
  const environment = { ANSWERS: answers.name }
  const issuer = testIssuer({ issuer: 'https://login.example', region })
  const authorize = region.registerFunction('authorize', () => import('./service/authorize.js'), {
    environment: { ISSUER: issuer.issuer, AUDIENCE: 'answers' },
  })
  const ask = region.registerFunction('ask', () => import('./service/ask.js'), {
    timeout: '5m',
    environment,
  })
  const read = region.registerFunction('read', () => import('./service/read.js'), { environment })
  const authorizer = lambdaAuthorizer(authorize, { resultTtl: '5m' })
  const api = region.createGateway(
    {
      'POST /questions': {
        integration: { type: 'AWS_PROXY', function: ask, responseTransferMode: 'STREAM' },
        authorizer,
      },
      'GET /questions/{id}': { handler: read, authorizer },
    },
    { type: 'rest', name: 'answers' },
  )
  return { region, api, answers, issuer, authorize, ask, read }
}
