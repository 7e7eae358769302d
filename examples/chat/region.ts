// The wiring: what a template would deploy.
import { lambdaAuthorizer, type Region } from 'miniregion'

export function deploy(region: Region) {
  const members = region.createTable('members', { partitionKey: 'room', sortKey: 'connectionId' })
  const environment = { MEMBERS: members.name }
  const authorize = region.registerFunction('authorize', () => import('./service/authorize.js'))
  const connect = region.registerFunction('connect', () => import('./service/connect.js'), {
    environment,
  })
  const disconnect = region.registerFunction(
    'disconnect',
    () => import('./service/disconnect.js'),
    { environment },
  )
  const say = region.registerFunction('say', () => import('./service/say.js'), { environment })
  const authorizer = lambdaAuthorizer(authorize, {
    identitySource: ['route.request.querystring.token'],
  })
  const chat = region.createGateway(
    {
      $connect: { handler: connect, authorizer },
      $disconnect: disconnect,
      say: { handler: say, returnResponse: true },
    },
    { type: 'websocket', name: 'chat' },
  )
  return { region, chat, members, say, disconnect }
}
