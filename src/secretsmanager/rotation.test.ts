import {
  CancelRotateSecretCommand,
  DescribeSecretCommand,
  RotateSecretCommand,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager'
import { describe, expect, it } from 'vitest'
import { create, get, put, setUp, stages } from './secrets.fixture.ts'

describe('rotation', () => {
  const rotating = () => {
    const { region, client } = setUp()
    const steps: string[] = []
    const rotate = region.registerFunction(
      'rotate',
      async ({ Step, SecretId, ClientRequestToken }: Record<string, string>) => {
        steps.push(String(Step))
        if (Step === 'createSecret') {
          const next = { SecretId, ClientRequestToken, SecretString: `rotated ${steps.length}` }
          await put(client, { ...next, VersionStages: ['AWSPENDING'] })
        }
        if (Step !== 'finishSecret') return
        const { VersionId } = await get(client, { SecretId })
        await client.send(
          new UpdateSecretVersionStageCommand({
            SecretId,
            VersionStage: 'AWSCURRENT',
            RemoveFromVersionId: VersionId,
            MoveToVersionId: ClientRequestToken,
          }),
        )
      },
    )
    return { region, client, rotate, steps }
  }

  it('runs its four steps', async () => {
    const { region, client, rotate, steps } = rotating()
    const { VersionId: v1 = '' } = await create(client)
    await expect(client.send(new RotateSecretCommand({ SecretId: 's' }))).rejects.toMatchObject({
      name: 'InvalidRequestException',
      message: 'No Lambda rotation function ARN is associated with this secret.',
    })
    const { VersionId: v2 = '' } = await client.send(
      new RotateSecretCommand({
        SecretId: 's',
        RotationLambdaARN: rotate.arn,
        RotationRules: { AutomaticallyAfterDays: 30 },
      }),
    )
    await region.idle()
    expect(steps).toEqual(['createSecret', 'setSecret', 'testSecret', 'finishSecret'])
    expect(await stages(client)).toEqual({
      [v1]: ['AWSPREVIOUS'],
      [v2]: ['AWSCURRENT', 'AWSPENDING'],
    })
    expect(await client.send(new DescribeSecretCommand({ SecretId: 's' }))).toMatchObject({
      RotationEnabled: true,
      RotationLambdaARN: rotate.arn,
      RotationRules: { AutomaticallyAfterDays: 30 },
      LastRotatedDate: new Date('2026-01-01T12:00:00Z'),
      NextRotationDate: new Date('2026-01-31T12:00:00Z'),
    })
    await region.clock.advance('30d')
    await region.idle()
    expect(steps).toHaveLength(8)
    await client.send(new CancelRotateSecretCommand({ SecretId: 's' }))
    await region.clock.advance('60d')
    expect(steps).toHaveLength(8)
    await expect(
      client.send(
        new RotateSecretCommand({ SecretId: 's', RotationLambdaARN: `${rotate.arn}-missing` }),
      ),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' })
  })

  it('follows a schedule expression', async () => {
    const { region, client, rotate, steps } = rotating()
    await create(client)
    const by = (ScheduleExpression: string) =>
      client.send(
        new RotateSecretCommand({
          SecretId: 's',
          RotationLambdaARN: rotate.arn,
          RotationRules: { ScheduleExpression, Duration: '3h' },
          RotateImmediately: false,
        }),
      )
    const next = async () =>
      (await client.send(new DescribeSecretCommand({ SecretId: 's' }))).NextRotationDate
    await by('cron(0 8 1 * ? *)')
    expect(await next()).toEqual(new Date('2026-02-01T08:00:00Z'))
    await by('rate(10 days)')
    expect(await next()).toEqual(new Date('2026-01-11T12:00:00Z'))
    await region.clock.advance('20d')
    await region.idle()
    expect(steps).toHaveLength(8)
    await expect(by('rate(1 minute)')).rejects.toMatchObject({ name: 'InvalidParameterException' })
  })

  it('belongs to a fork as well, and to createSecret', async () => {
    const { region, rotate, steps } = rotating()
    const db = region.createSecret('s', 'one', { rotation: { function: rotate, everyDays: 10 } })
    expect(db.value).toBe('one')
    const fork = region.fork()
    await fork.clock.advance('10d')
    await fork.idle()
    expect(steps).toHaveLength(4)
    expect(region.secret('s').value).toBe('one')
  })
})
