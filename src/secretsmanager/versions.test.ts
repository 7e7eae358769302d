import {
  ListSecretVersionIdsCommand,
  UpdateSecretCommand,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager'
import { describe, expect, it } from 'vitest'
import { create, get, put, setUp, stages } from './secrets.fixture.ts'

describe('stages', () => {
  it('AWSCURRENT moves, and leaves AWSPREVIOUS; older versions are deprecated', async () => {
    const { client } = setUp()
    const { VersionId: v1 = '' } = await create(client)
    const { VersionId: v2 = '', VersionStages } = await put(client)
    expect(VersionStages).toEqual(['AWSCURRENT'])
    expect(await stages(client)).toEqual({ [v1]: ['AWSPREVIOUS'], [v2]: ['AWSCURRENT'] })
    const { VersionId: v3 = '' } = await put(client, { SecretString: 'three' })
    expect(await stages(client)).toEqual({ [v2]: ['AWSPREVIOUS'], [v3]: ['AWSCURRENT'] })
    const list = async (IncludeDeprecated: boolean) =>
      (
        await client.send(new ListSecretVersionIdsCommand({ SecretId: 's', IncludeDeprecated }))
      ).Versions?.map(({ VersionId, VersionStages: shown }) => [VersionId, shown])
    expect(await list(false)).toEqual([
      [v2, ['AWSPREVIOUS']],
      [v3, ['AWSCURRENT']],
    ])
    expect(await list(true)).toContainEqual([v1, undefined])
  })

  it('AWSPENDING stays beside AWSCURRENT', async () => {
    const { client } = setUp()
    const { VersionId: v1 = '' } = await create(client)
    const { VersionId: v2 = '' } = await put(client, { VersionStages: ['AWSPENDING'] })
    expect((await get(client)).SecretString).toBe('one')
    expect(
      await client.send(
        new UpdateSecretVersionStageCommand({
          SecretId: 's',
          VersionStage: 'AWSCURRENT',
          RemoveFromVersionId: v1,
          MoveToVersionId: v2,
        }),
      ),
    ).toMatchObject({ Name: 's' })
    expect(await stages(client)).toEqual({
      [v1]: ['AWSPREVIOUS'],
      [v2]: ['AWSCURRENT', 'AWSPENDING'],
    })
    const move = (input: object) =>
      client.send(
        new UpdateSecretVersionStageCommand({
          SecretId: 's',
          VersionStage: 'AWSCURRENT',
          ...input,
        }),
      )
    await expect(move({ MoveToVersionId: v1 })).rejects.toThrow(
      `you must explicitly reference that version in RemoveFromVersionId`,
    )
    await expect(move({ MoveToVersionId: v2, RemoveFromVersionId: v1 })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    })
  })

  it('the first version of an empty secret is current', async () => {
    const { client } = setUp()
    expect(await create(client, { SecretString: undefined })).not.toHaveProperty('VersionId')
    await expect(get(client)).rejects.toThrow('staging label: AWSCURRENT')
    const { VersionStages } = await put(client, { VersionStages: ['AWSPENDING'] })
    expect(VersionStages).toEqual(['AWSCURRENT', 'AWSPENDING'])
  })

  it('a repeated request is one version; another value is refused', async () => {
    const { client } = setUp()
    await create(client)
    const ClientRequestToken = 't'.repeat(32)
    await put(client, { ClientRequestToken })
    expect(await put(client, { ClientRequestToken })).toMatchObject({
      VersionId: ClientRequestToken,
      VersionStages: ['AWSCURRENT'],
    })
    await expect(put(client, { ClientRequestToken, SecretString: 'x' })).rejects.toMatchObject({
      name: 'ResourceExistsException',
    })
  })

  it('UpdateSecret writes a version only with a value', async () => {
    const { client } = setUp()
    await create(client)
    const update = (input: object) =>
      client.send(new UpdateSecretCommand({ SecretId: 's', ...input }))
    expect(await update({ Description: 'new' })).not.toHaveProperty('VersionId')
    expect(await update({ SecretString: 'two' })).toHaveProperty('VersionId')
    expect((await get(client)).SecretString).toBe('two')
    await expect(update({ SecretId: 'no', Description: 'x' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
  })
})
