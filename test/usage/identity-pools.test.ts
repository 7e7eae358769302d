// The examples of docs/guide/identity-pools.md.
import { STSClient, GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { fromCognitoIdentityPool } from '@aws-sdk/credential-providers'
import { createIdentityPool, createUserPool } from 'miniregion'
import 'miniregion/auto'
import { expect, it } from 'vitest'

it('users of a pool get credentials', async () => {
  const users = createUserPool('shop')
  const web = users.addClient('web')
  const identities = createIdentityPool('app', { userPool: web, authenticatedRole: 'app-user' })
  const { idToken } = await web.signIn(users.addUser('ann'))

  const provider = fromCognitoIdentityPool({
    clientConfig: { region: 'us-east-1' },
    identityPoolId: identities.id,
    logins: { [users.issuer.replace('https://', '')]: idToken },
  })
  const credentials = await provider()
  const sts = new STSClient({ region: 'us-east-1', credentials })
  const { Arn } = await sts.send(new GetCallerIdentityCommand({}))
  expect(Arn).toBe('arn:aws:sts::123456789012:assumed-role/app-user/CognitoIdentityCredentials')
})
