// The examples of docs/guide/cognito.md.
import {
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { CognitoJwtVerifier } from 'aws-jwt-verify'
import {
  cognitoAuthorizer,
  createGateway,
  createRegion,
  createUserPool,
  jwtAuthorizer,
  registerFunction,
} from 'miniregion'
import 'miniregion/auto'
import 'miniregion/vitest'
import { expect, it } from 'vitest'

it('a gateway knows who calls', async () => {
  const users = createUserPool('shop', { signInAliases: ['email'] })
  const web = users.addClient('web')
  const ann = users.addUser('ann@example.com', {
    password: 'P2$Sword',
    groups: ['admins'],
    attributes: { name: 'Ann' },
  })
  const me = registerFunction('me', async ({ requestContext }) => ({
    statusCode: 200,
    body: requestContext.authorizer.claims.name,
  }))
  const api = createGateway(
    { 'GET /me': { handler: me, authorizer: cognitoAuthorizer(users) } },
    { type: 'rest' },
  )

  const { idToken } = await web.signIn(ann)
  const answer = await api.get('/me', { headers: { authorization: idToken } })
  expect(await answer.text()).toBe('Ann')
})

it('a token of any kind', async () => {
  const region = createRegion()
  const users = region.createUserPool('shop')
  const web = users.addClient('web')
  const ann = users.addUser('ann')
  const me = region.registerFunction('me', async () => ({ statusCode: 204 }))
  const authorizer = jwtAuthorizer({ issuer: users.issuer, audience: web.id })
  const api = region.createGateway({ 'GET /me': { handler: me, authorizer } })
  const get = (token: string) => api.get('/me', { headers: { authorization: `Bearer ${token}` } })

  expect(await get(web.token(ann))).toHaveStatus(204)
  expect(await get(web.token(ann, { claims: { aud: 'another' } }))).toHaveStatus(401)
  const late = web.token(ann, { use: 'access', expiresIn: '5m' })
  await region.clock.advance('6m')
  expect(await get(late)).toHaveStatus(401)
})

it('sign-up through the SDK', async () => {
  const region = createRegion()
  const users = region.createUserPool('shop', { signInAliases: ['email'] })
  const web = users.addClient('web', { authFlows: ['USER_PASSWORD_AUTH'] })
  const cognito = new CognitoIdentityProviderClient(region.sdk)

  const name = { ClientId: web.id, Username: 'ann@example.com' }
  await cognito.send(new SignUpCommand({ ...name, Password: 'P2$Sword' }))
  const ConfirmationCode = region.outbox.at(-1)?.code
  await cognito.send(new ConfirmSignUpCommand({ ...name, ConfirmationCode }))
  const { AuthenticationResult } = await cognito.send(
    new InitiateAuthCommand({
      ClientId: web.id,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'ann@example.com', PASSWORD: 'P2$Sword' },
    }),
  )
  expect(AuthenticationResult?.ExpiresIn).toBe(3600)
  const confirmed = { status: 'CONFIRMED', attributes: { email_verified: 'true' } }
  expect(users.users).toMatchObject([confirmed])
})

it('a library verifies tokens', async () => {
  const users = createUserPool('verified')
  const web = users.addClient('web')
  const verifier = CognitoJwtVerifier.create({
    userPoolId: users.id,
    clientId: web.id,
    tokenUse: 'access',
  })
  const { accessToken } = await web.signIn(users.addUser('ann'))
  const claims = await verifier.verify(accessToken)
  expect(claims.username).toBe('ann')
})

it('a trigger changes what happens', async () => {
  const region = createRegion()
  const confirm = region.registerFunction('confirm', async (event) => {
    event.response.autoConfirmUser = event.request.userAttributes.email.endsWith('@example.com')
    return event
  })
  const users = region.createUserPool('shop', { triggers: { preSignUp: confirm } })
  const web = users.addClient('web')
  const cognito = new CognitoIdentityProviderClient(region.sdk)

  const { UserConfirmed } = await cognito.send(
    new SignUpCommand({
      ClientId: web.id,
      Username: 'ann',
      Password: 'P2$Sword',
      UserAttributes: [{ Name: 'email', Value: 'ann@example.com' }],
    }),
  )
  expect(UserConfirmed).toBe(true)
  expect(confirm.lastInvocation?.event).toMatchObject({ triggerSource: 'PreSignUp_SignUp' })
})

it('a machine gets a token', async () => {
  const region = createRegion()
  const users = region.createUserPool('shop', { domain: 'shop' })
  users.addResourceServer('api', ['read', 'write'])
  const job = users.addClient('job', { secret: true, scopes: ['api/read'] })

  const answer = await users.fetch('/oauth2/token', {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${job.id}:${job.secret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'api/read' }),
  })
  expect(await answer.json()).toMatchObject({ token_type: 'Bearer', expires_in: 3600 })
})
