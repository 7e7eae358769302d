import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import * as errors from '../errors.ts'
import { checkRules, type RotationRules } from '../rotation-rules.ts'
import { letsRotate, rotate, schedule, toRotation } from '../rotation.ts'
import { CURRENT, PENDING, type SecretsState } from '../state.ts'
import { findPrimary, keep } from '../versions.ts'
import { accessTo, type SecretInput } from './parts.ts'

interface RotateInput extends SecretInput {
  readonly ClientRequestToken?: string
  readonly RotationLambdaARN?: string
  readonly RotationRules?: RotationRules
  readonly RotateImmediately?: boolean
}

interface Output {
  readonly ARN: string
  readonly Name: string
  readonly VersionId?: string
}

/** AWS: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html */
export const rotateSecret: Operation<SecretsState, RotateInput, Output> = defineOperation({
  name: 'RotateSecret',
  handles: [
    'SecretId',
    'ClientRequestToken',
    'RotationLambdaARN',
    'RotationRules',
    'RotateImmediately',
  ],
  access: accessTo('RotateSecret'),
  run(state, input: RotateInput, { world, record }) {
    const { SecretId, ClientRequestToken: token, RotationLambdaARN, RotationRules } = input
    const now = world.clock.now()
    if (token === undefined) throw errors.rotationTokenMissing()
    if (RotationRules) checkRules(RotationRules)
    const secret = findPrimary(state, SecretId, now)
    const functionArn = RotationLambdaARN ?? secret.rotation?.functionArn
    if (functionArn === undefined || functionArn === '') throw errors.rotationFunctionMissing()
    const [, name = functionArn] = /:function:([^:]+)/.exec(functionArn) ?? []
    if (!world.ports.functions.has(name)) throw errors.rotationFunctionDenied()
    if (!letsRotate(world, functionArn, secret.arn, record)) throw errors.rotationFunctionDenied()
    const rotation = toRotation(functionArn, RotationRules, secret.rotation, now)
    const next = { ...secret, rotation, changedAt: now }
    keep(state, next)
    schedule(world, state, next)
    if (input.RotateImmediately !== false) rotate(world, state, next, token, record)
    return { ARN: secret.arn, Name: secret.name, VersionId: token }
  },
})

/** AWS: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CancelRotateSecret.html */
export const cancelRotateSecret: Operation<SecretsState, SecretInput, Output> = defineOperation({
  name: 'CancelRotateSecret',
  handles: ['SecretId'],
  access: accessTo('CancelRotateSecret'),
  run(state, { SecretId }: SecretInput, { world }) {
    const secret = findPrimary(state, SecretId, world.clock.now())
    if (!secret.rotation) throw errors.rotationFunctionMissing()
    const next = { ...secret, rotation: { ...secret.rotation, isEnabled: false } }
    keep(state, next)
    schedule(world, state, next)
    const pending = [...secret.versions.values()].find(
      ({ stages }) => stages.includes(PENDING) && !stages.includes(CURRENT),
    )
    return {
      ARN: secret.arn,
      Name: secret.name,
      ...(pending && { VersionId: pending.id }),
    }
  },
})
