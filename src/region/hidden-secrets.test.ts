/** Nothing lists a password or a token: no print, no JSON, no report. Their names find them. */
import {
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { createRegion } from './index.ts'

const PASSWORD = 'P2$SwordOfAnn'

it('records of calls hide secrets, which matchers and the test still find by name', async () => {
  const region = createRegion()
  const users = region.createUserPool('shop', { selfSignUpEnabled: true })
  const web = users.addClient('web', { authFlows: ['USER_PASSWORD_AUTH'] })
  const client = new CognitoIdentityProviderClient(region.sdk)
  await client.send(new SignUpCommand({ ClientId: web.id, Username: 'ann', Password: PASSWORD }))
  users.addUser('bob', { password: PASSWORD })
  const { AuthenticationResult } = await client.send(
    new InitiateAuthCommand({
      ...{ ClientId: web.id, AuthFlow: 'USER_PASSWORD_AUTH' },
      AuthParameters: { USERNAME: 'bob', PASSWORD },
    }),
  )
  const failed = client.send(
    new InitiateAuthCommand({
      ...{ ClientId: web.id, AuthFlow: 'USER_PASSWORD_AUTH' },
      AuthParameters: { USERNAME: 'bob', PASSWORD: 'AnotherP2$Sword' },
    }),
  )
  await expect(failed).rejects.toThrow('Incorrect username or password.')
  const sts = new STSClient(region.sdk)
  const role = region.createRole('r')
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: role.arn, RoleSessionName: 'session' }),
  )
  const { calls } = users
  const shown = [
    inspect(calls, { depth: 9 }),
    JSON.stringify(calls.map(({ input, output }) => [input, output])),
    region.report(),
  ].join('\n')
  const secrets = [
    ...[PASSWORD, 'AnotherP2$Sword', AuthenticationResult?.IdToken],
    ...[AuthenticationResult?.RefreshToken, Credentials?.SessionToken],
  ]
  for (const secret of secrets) expect(shown).not.toContain(secret)
  expect(calls.map(({ operation }) => operation)).toEqual(
    expect.arrayContaining(['SignUp', 'InitiateAuth']),
  )
  const input: any = calls.find(({ operation }) => operation === 'InitiateAuth')?.input
  expect(input.AuthParameters.PASSWORD).toBe(PASSWORD)
  expect(input).toMatchObject({ AuthParameters: { USERNAME: 'bob', PASSWORD } })
})
