// The examples of docs/guide/sts.md.
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { createRegion } from 'miniregion'
import 'miniregion/vitest'
import { expect, it } from 'vitest'

it('a session acts as its role, until it expires', async () => {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  const sts = new STSClient(region.sdk)
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: 'arn:aws:iam::123456789012:role/deploy',
      RoleSessionName: 'ci',
      DurationSeconds: 900,
    }),
  )
  const deployer = new STSClient({
    ...region.sdk,
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    },
  })
  const { Arn } = await deployer.send(new GetCallerIdentityCommand({}))
  expect(Arn).toBe('arn:aws:sts::123456789012:assumed-role/deploy/ci')

  await region.clock.advance('15m')
  await expect(deployer.send(new GetCallerIdentityCommand({}))).rejects.toThrow(
    'The security token included in the request is expired',
  )
})

it('a function is a session of its role', async () => {
  const region = createRegion()
  const sts = new STSClient(region.sdk)
  const whoami = region.registerFunction('whoami', async () => {
    const { Arn } = await sts.send(new GetCallerIdentityCommand({}))
    return Arn
  })
  expect((await whoami.invoke({})).payload).toBe(
    'arn:aws:sts::123456789012:assumed-role/whoami/whoami',
  )
})
