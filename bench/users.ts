/** Measures user pools: a sign-in beside the two signatures that it needs, and the check of tokens. */
import {
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { createRegion, jwtAuthorizer } from 'miniregion'
import { generateKeyPairSync, sign } from 'node:crypto'
import { interleave, summarize, timeAsync, type Measure } from './measure.js'

export type UserCalls = Readonly<Record<(typeof NAMES)[number], Measure>>

const ROUNDS = 15
const COUNT = 40
const NAMES = ['signatures', 'signIn', 'client', 'open', 'guarded'] as const
const PASSWORD = 'P2$Sword'

/**
 * Returns µs: `signatures` of two tokens by RSA with 2,048 bits; a sign-in by password through the
 * handle and through the SDK's client; a request to an HTTP API without and with an authorizer,
 * which has seen the token before.
 */
export async function measureUsers(): Promise<UserCalls> {
  const region = createRegion()
  const users = region.createUserPool('shop')
  const web = users.addClient('web', { authFlows: ['USER_PASSWORD_AUTH'] })
  const ann = users.addUser('ann', { password: PASSWORD, attributes: { email: 'ann@example.com' } })
  const client = new CognitoIdentityProviderClient(region.sdk)
  const authorizer = jwtAuthorizer({ issuer: users.issuer, audience: web.id })
  const handler = region.registerFunction('me', async () => ({ statusCode: 204 }))
  const api = region.createGateway({ 'GET /open': handler, 'GET /me': { handler, authorizer } })
  const headers = { authorization: `Bearer ${web.token(ann, { expiresIn: '1d' })}` }
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const token = Buffer.alloc(700, 'a')

  const bodies: Readonly<Record<(typeof NAMES)[number], () => Promise<unknown>>> = {
    signatures: async () => [sign('SHA256', token, privateKey), sign('SHA256', token, privateKey)],
    signIn: () => web.signIn(ann, { password: PASSWORD }),
    client: () =>
      client.send(
        new InitiateAuthCommand({
          ClientId: web.id,
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: 'ann', PASSWORD },
        }),
      ),
    open: () => api.get('/open'),
    guarded: () => api.get('/me', { headers }),
  }
  for (const name of NAMES) await timeAsync(200, bodies[name])
  const measured = await interleave(NAMES, ROUNDS, (name) => timeAsync(COUNT, bodies[name]))
  return Object.fromEntries(
    NAMES.map((name) => [name, measured.get(name) ?? summarize([])]),
  ) as UserCalls
}
