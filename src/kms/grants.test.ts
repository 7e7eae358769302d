import { KMS } from '@aws-sdk/client-kms'
import { describe, expect, it } from 'vitest'
import { createRegion } from '../region/index.ts'

const setUp = (iam: 'record' | 'enforce' = 'record') => {
  const region = createRegion({ iam })
  region.clock.freeze('2026-01-01T00:00:00Z')
  const reader = region.createRole('reader')
  const key = region.createKey('alias/shop')
  const client = new KMS({ ...region.sdk, maxAttempts: 1 })
  const create = (more: object = {}) =>
    client.createGrant({
      KeyId: key.id,
      GranteePrincipal: reader.arn,
      Operations: ['Decrypt', 'DescribeKey'],
      ...more,
    })
  return { region, reader, key, client, create }
}

describe('grants', () => {
  it('are created, listed and revoked', async () => {
    const { key, reader, client, create } = setUp()
    const RetiringPrincipal = 'arn:aws:iam::123456789012:role/retirer'
    const made = await create({ Name: 'read', RetiringPrincipal })
    expect(made).toMatchObject({
      GrantId: expect.stringMatching(/^[0-9a-f]{64}$/),
      GrantToken: expect.any(String),
    })
    const again = await create({ Name: 'read', RetiringPrincipal })
    expect(again.GrantId).toBe(made.GrantId)
    expect(again.GrantToken).not.toBe(made.GrantToken)
    const other = await create()
    const list = await client.listGrants({ KeyId: key.arn })
    expect(list.Grants?.map(({ GrantId }) => GrantId).sort()).toEqual(
      [made.GrantId, other.GrantId].sort(),
    )
    const { Grants } = await client.listGrants({ KeyId: key.arn, GrantId: made.GrantId })
    expect(Grants).toEqual([
      {
        KeyId: key.arn,
        GrantId: made.GrantId,
        Name: 'read',
        CreationDate: new Date('2026-01-01T00:00:00Z'),
        GranteePrincipal: reader.arn,
        RetiringPrincipal,
        IssuingAccount: 'arn:aws:iam::123456789012:root',
        Operations: ['Decrypt', 'DescribeKey'],
      },
    ])
    const first = await client.listGrants({ KeyId: key.arn, Limit: 1 })
    expect(first).toMatchObject({ Truncated: true, NextMarker: expect.any(String) })
    const second = await client.listGrants({ KeyId: key.arn, Limit: 1, Marker: first.NextMarker })
    expect(second).toMatchObject({ Truncated: false, Grants: [{ KeyId: key.arn }] })
    const retirable = await client.listRetirableGrants({ RetiringPrincipal })
    expect(retirable.Grants).toMatchObject([{ GrantId: made.GrantId }])
    await client.revokeGrant({ KeyId: key.id, GrantId: made.GrantId })
    await client.retireGrant({ GrantToken: other.GrantToken })
    expect((await client.listGrants({ KeyId: key.id })).Grants).toEqual([])
    await expect(
      client.revokeGrant({ KeyId: key.id, GrantId: made.GrantId }),
    ).rejects.toMatchObject({ name: 'NotFoundException' })
    await expect(client.retireGrant({ GrantToken: made.GrantToken })).rejects.toMatchObject({
      name: 'InvalidGrantTokenException',
    })
    await expect(client.retireGrant({})).rejects.toMatchObject({ name: 'ValidationException' })
  })

  it.each([
    [{ GranteePrincipal: 'ann' }, 'InvalidArnException'],
    [{ Operations: ['Sign'] }, 'ValidationException'],
    [{ KeyId: '00000000-0000-4000-8000-000000000000' }, 'NotFoundException'],
    [{ DryRun: true }, 'DryRunOperationException'],
  ])('refuse %j, and change nothing', async (input, name) => {
    const { key, client, create } = setUp()
    await expect(create(input)).rejects.toMatchObject({ name })
    expect((await client.listGrants({ KeyId: key.id })).Grants).toEqual([])
  })

  it('let their grantee use the key, with the context of their constraint', async () => {
    const { region, reader, key, client, create } = setUp('enforce')
    const asReader = new KMS({ ...region.as(reader).sdk, maxAttempts: 1 })
    const context = { tenant: 'a' }
    const seal = async (EncryptionContext?: Record<string, string>) => {
      const Plaintext = Buffer.from('hush')
      return client.encrypt({ KeyId: key.id, Plaintext, EncryptionContext })
    }
    const open = async (EncryptionContext?: Record<string, string>) => {
      const { CiphertextBlob } = await seal(EncryptionContext)
      return asReader.decrypt({ CiphertextBlob, EncryptionContext })
    }
    const denied = { name: 'AccessDeniedException' }
    await expect(open(context)).rejects.toMatchObject(denied)
    const Constraints = { EncryptionContextSubset: context }
    const { GrantId } = await create({ Constraints })
    await open(context)
    await open({ ...context, order: 'o1' })
    await expect(open()).rejects.toMatchObject(denied)
    await expect(open({ tenant: 'b' })).rejects.toMatchObject(denied)
    await asReader.describeKey({ KeyId: key.id })
    await expect(
      asReader.encrypt({ KeyId: key.id, Plaintext: Buffer.from('x') }),
    ).rejects.toMatchObject(denied)
    await client.revokeGrant({ KeyId: key.id, GrantId })
    await create({ Constraints: { EncryptionContextEquals: context } })
    await open(context)
    await expect(open({ ...context, order: 'o1' })).rejects.toMatchObject(denied)
    region.reset()
    expect((await client.listGrants({ KeyId: key.id })).Grants).toEqual([])
  })
})
