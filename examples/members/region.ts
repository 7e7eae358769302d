// The wiring: what a template would deploy.
import { allow, jwtAuthorizer, type Region } from 'miniregion'

export function deploy(region: Region) {
  const table = region.createTable('members', { partitionKey: 'id' })
  const environment = { MEMBERS: table.name, INVITATION: 'spring' }
  const welcomeRole = region.createRole('welcome', [allow('dynamodb:PutItem', table)])
  // Somebody forgot dynamodb:UpdateItem.
  const membersRole = region.createRole('members', [allow('dynamodb:GetItem', table)])

  const checkInvitation = region.registerFunction(
    'check-invitation',
    () => import('./service/check-invitation.js'),
    { environment },
  )
  const welcome = region.registerFunction('welcome', () => import('./service/welcome.js'), {
    environment,
    role: welcomeRole,
  })
  const members = region.registerFunction('members', () => import('./service/members.js'), {
    environment,
    role: membersRole,
  })

  const users = region.createUserPool('members', {
    signInAliases: ['email'],
    triggers: { preSignUp: checkInvitation, postConfirmation: welcome },
  })
  const web = users.addClient('web', { authFlows: ['USER_PASSWORD_AUTH'] })
  const authorizer = jwtAuthorizer({ issuer: users.issuer, audience: web.id })
  const api = region.createGateway({
    'GET /me': { handler: members, authorizer },
    'PUT /me': { handler: members, authorizer },
  })
  return { region, api, table, users, web, members, membersRole, checkInvitation }
}
