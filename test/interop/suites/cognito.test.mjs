// Libraries that know only Cognito, unchanged: the browser's own, Amplify's, the verifier of tokens,
// and the provider of credentials.
import 'miniregion/auto'
import assert from 'node:assert/strict'
import test from 'node:test'
import * as amplify from '@aws-amplify/auth'
import { cognitoUserPoolsTokenProvider as tokenProvider } from '@aws-amplify/auth/cognito'
import { Amplify } from '@aws-amplify/core'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { fromCognitoIdentityPool } from '@aws-sdk/credential-providers'
import * as cognito from 'amazon-cognito-identity-js'
import { CognitoJwtVerifier } from 'aws-jwt-verify'
import { createIdentityPool, createUserPool, defaultRegion } from 'miniregion'

const PASSWORD = 'P2$Sword'
let count = 0

/** A pool with a client, and a user who has signed up. */
function createPool(options = {}) {
  const users = createUserPool(`pool-${++count}`, { signInAliases: ['email'], ...options })
  const web = users.addClient('web')
  return { users, web }
}

/** Calls a method that takes two callbacks. */
const called = (method) => new Promise((onSuccess, onFailure) => method({ onSuccess, onFailure }))

const answered = (method) =>
  new Promise((resolve, reject) =>
    method((error, value) => (error ? reject(error) : resolve(value))),
  )

test('amazon-cognito-identity-js: from sign-up to a changed password', async () => {
  const { users, web } = createPool()
  const pool = new cognito.CognitoUserPool({ UserPoolId: users.id, ClientId: web.id })
  const Username = 'ann@example.com'
  const name = new cognito.CognitoUserAttribute({ Name: 'name', Value: 'Ann' })
  await answered((done) => pool.signUp(Username, PASSWORD, [name], [], done))

  const user = new cognito.CognitoUser({ Username, Pool: pool })
  const details = (Password) => new cognito.AuthenticationDetails({ Username, Password })
  const signIn = (password) =>
    called((callbacks) => user.authenticateUser(details(password), callbacks))
  await assert.rejects(signIn(PASSWORD), { code: 'UserNotConfirmedException' })
  const { code } = defaultRegion.outbox.at(-1)
  await answered((done) => user.confirmRegistration(code, true, done))
  await assert.rejects(signIn('wrong'), { message: 'Incorrect username or password.' })

  const session = await signIn(PASSWORD)
  assert.equal(session.getIdToken().payload.name, 'Ann')
  const attributes = await answered((done) => user.getUserAttributes(done))
  assert.equal(attributes.find(({ Name }) => Name === 'email').getValue(), Username)

  await answered((done) => user.changePassword(PASSWORD, 'N3w$Sword', done))
  const again = await answered((done) => user.refreshSession(session.getRefreshToken(), done))
  assert.notEqual(again.getIdToken().getJwtToken(), session.getIdToken().getJwtToken())
  await called((callbacks) => user.globalSignOut(callbacks))
  assert.ok((await signIn('N3w$Sword')).isValid())
})

test('amazon-cognito-identity-js: a code of a text message', async () => {
  const { users, web } = createPool({ mfa: 'OPTIONAL', mfaSecondFactor: ['sms'] })
  const Username = 'ben@example.com'
  users.addUser(Username, { password: PASSWORD, attributes: { phone_number: '+491234567890' } })
  const Pool = new cognito.CognitoUserPool({ UserPoolId: users.id, ClientId: web.id })
  const user = new cognito.CognitoUser({ Username, Pool })
  const details = new cognito.AuthenticationDetails({ Username, Password: PASSWORD })
  await called((callbacks) => user.authenticateUser(details, callbacks))
  const preference = { Enabled: true, PreferredMfa: true }
  await answered((done) => user.setUserMfaPreference(preference, null, done))
  const challenge = await new Promise((resolve, onFailure) =>
    user.authenticateUser(details, { onFailure, onSuccess: resolve, mfaRequired: resolve }),
  )
  assert.equal(challenge, 'SMS_MFA')
  const sent = defaultRegion.outbox.at(-1)
  assert.equal(sent.to, '+491234567890')
  await assert.rejects(
    called((callbacks) => user.sendMFACode('000000', callbacks)),
    { code: 'CodeMismatchException' },
  )
  const session = await called((callbacks) => user.sendMFACode(sent.code, callbacks))
  assert.ok(session.isValid())
})

test('Amplify: sign-up, sign-in by SRP, attributes, a reset, sign-out', async () => {
  const { users, web } = createPool()
  const Cognito = { userPoolId: users.id, userPoolClientId: web.id }
  // What `aws-amplify`, which needs many more packages, does with these two.
  tokenProvider.setAuthConfig({ Cognito })
  Amplify.configure({ Auth: { Cognito } }, { Auth: { tokenProvider } })
  const username = 'cleo@example.com'
  const signedUp = await amplify.signUp({
    username,
    password: PASSWORD,
    options: { userAttributes: { name: 'Cleo' } },
  })
  assert.equal(signedUp.nextStep.signUpStep, 'CONFIRM_SIGN_UP')
  assert.deepEqual(signedUp.nextStep.codeDeliveryDetails.destination, 'c***@e***')
  const codeOf = () => defaultRegion.outbox.at(-1).code
  await amplify.confirmSignUp({ username, confirmationCode: codeOf() })

  await assert.rejects(amplify.signIn({ username, password: 'wrong' }), {
    name: 'NotAuthorizedException',
  })
  assert.equal((await amplify.signIn({ username, password: PASSWORD })).isSignedIn, true)
  assert.equal((await amplify.fetchUserAttributes()).name, 'Cleo')
  const { tokens } = await amplify.fetchAuthSession()
  assert.equal(tokens.idToken.payload.email, username)
  const refreshed = await amplify.fetchAuthSession({ forceRefresh: true })
  assert.notEqual(String(refreshed.tokens.accessToken), String(tokens.accessToken))

  await amplify.signOut()
  await amplify.resetPassword({ username })
  const newPassword = 'N3w$Sword'
  await amplify.confirmResetPassword({ username, confirmationCode: codeOf(), newPassword })
  const options = { authFlowType: 'USER_SRP_AUTH' }
  await amplify.signIn({ username, password: newPassword, options })
  assert.equal((await amplify.getCurrentUser()).userId, users.users[0].sub)
  await amplify.signOut({ global: true })
})

test('aws-jwt-verify: tokens of a pool, and of no other', async () => {
  const { users, web } = createPool()
  const other = createPool()
  const verifier = CognitoJwtVerifier.create([
    { userPoolId: users.id, clientId: web.id, tokenUse: 'access', groups: ['admins'] },
  ])
  const ann = users.addUser('ann@example.com', { groups: ['admins'] })
  const { accessToken, idToken } = await web.signIn(ann)
  assert.equal((await verifier.verify(accessToken)).username, ann.username)
  await assert.rejects(verifier.verify(idToken), /Token use not allowed: id/)
  const ben = users.addUser('ben@example.com')
  await assert.rejects(verifier.verify(web.token(ben, { use: 'access' })), /Missing Cognito group/)
  const foreign = other.web.token(other.users.addUser('eve@example.com'), { use: 'access' })
  await assert.rejects(verifier.verify(foreign), /issuer not configured/)
  const [header, payload, signature] = accessToken.split('.')
  const forged = Buffer.from(payload, 'base64url').toString().replace('admins', 'owners')
  const parts = [header, Buffer.from(forged).toString('base64url'), signature]
  await assert.rejects(verifier.verify(parts.join('.')), /Invalid signature/)
})

test('credential-providers: the credentials of a user act as the role', async () => {
  const { users, web } = createPool()
  const identities = createIdentityPool('app', { userPool: web, authenticatedRole: 'app-user' })
  const { idToken } = await web.signIn(users.addUser('ann@example.com'))
  const logins = { [users.issuer.replace('https://', '')]: idToken }
  const provide = (more = {}) =>
    fromCognitoIdentityPool({
      clientConfig: { region: 'us-east-1' },
      identityPoolId: identities.id,
      ...more,
    })()
  const credentials = await provide({ logins })
  assert.match(credentials.identityId, /^us-east-1:/)
  const sts = new STSClient({ region: 'us-east-1', credentials })
  const { Arn } = await sts.send(new GetCallerIdentityCommand({}))
  assert.match(Arn, /assumed-role\/app-user\/CognitoIdentityCredentials$/)
  await assert.rejects(provide(), { name: 'NotAuthorizedException' })
})
