/** Rotations: the four steps of a function, now and on the clock. */
// AWS: https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
import { checkSender, letIn, type ServiceSender } from '../core/delivery/sender.ts'
import { isServiceError, isUnsupportedError } from '../core/errors.ts'
import type { JournalRecord } from '../core/journal.ts'
import type { World } from '../core/world/world.ts'
import { nextRotation, type RotationRules } from './rotation-rules.ts'
import { keep } from './versions.ts'
import type { Rotation, SecretsState, StoredSecret } from './state.ts'

const STEPS = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const

/** The rotation that RotateSecret's input asks for. */
export function toRotation(
  functionArn: string,
  given: RotationRules | undefined,
  before: Rotation | undefined,
  now: number,
): Rotation {
  const rules = given ?? before?.rules ?? {}
  return {
    functionArn,
    rules,
    isEnabled: true,
    rotatedAt: before?.rotatedAt,
    nextAt: nextRotation(rules, now),
  }
}

/** Invokes the function for each step, in the background. A step that fails ends the rotation. */
export function rotate(
  world: World,
  state: SecretsState,
  { name, arn, rotation }: StoredSecret,
  token: string,
  cause: JournalRecord,
): void {
  if (!rotation) return
  const endWork = world.work.begin(() => `the rotation of ${name}`)
  const run = async (): Promise<void> => {
    try {
      await runSteps()
    } catch (error) {
      // A function that has no handler. The records have the refusal.
      if (!isUnsupportedError(error)) throw error
    }
  }
  const runSteps = async (): Promise<void> => {
    // A function that lets Secrets Manager in no more ends the rotation before its first step.
    if (!letsRotate(world, rotation.functionArn, arn, cause)) return
    for (const Step of STEPS) {
      const outcome = await world.ports.functions.invoke({
        function: rotation.functionArn,
        event: { Step, SecretId: arn, ClientRequestToken: token },
        type: 'RequestResponse',
        cause,
        sender: () => secretsFor(arn),
      })
      if (outcome?.unobservedError) return
    }
    finish(world, state, name)
  }
  world.clock.schedule(0, () => void run().finally(endWork), 'work')
}

function finish(world: World, state: SecretsState, name: string): void {
  const secret = state.secrets.get(name)
  if (!secret?.rotation) return
  const rotatedAt = world.clock.now()
  keep(state, { ...secret, changedAt: rotatedAt, rotation: { ...secret.rotation, rotatedAt } })
}

/** Sets the timer of a secret's next rotation. */
export function schedule(
  world: World,
  state: SecretsState,
  { name, rotation }: StoredSecret,
): void {
  world.clock.cancel(state.timers.get(name))
  state.timers.delete(name)
  state.rotating.delete(name)
  if (!rotation?.isEnabled || rotation.nextAt === undefined) return
  state.rotating.set(name, true)
  const due = (): void => {
    const secret = state.secrets.get(name)
    if (!secret?.rotation || secret.deletedAt !== undefined) return
    const nextAt = nextRotation(secret.rotation.rules, world.clock.now())
    const next = { ...secret, rotation: { ...secret.rotation, nextAt } }
    keep(state, next)
    rotate(world, state, next, world.ids.uuid('secret-version'), world.journal.root)
    schedule(world, state, next)
  }
  const timer = world.clock.schedule(rotation.nextAt - world.clock.now(), due, 'upkeep')
  state.timers.set(name, timer)
}

/** Sets the timers of all rotations, for a fork and after a reset. */
export function scheduleAll(world: World, state: SecretsState): void {
  for (const name of [...state.rotating.keys()]) {
    const secret = state.secrets.get(name)
    if (secret) schedule(world, state, secret)
  }
}

const secretsFor = (secretArn: string): ServiceSender => ({
  service: 'secretsmanager.amazonaws.com',
  sourceArn: secretArn,
})

/** Lets Secrets Manager invoke the function that the test gave a secret. */
export const letRotate = (world: World, functionArn: string, secretArn: string): void =>
  letIn(world, functionArn, secretsFor(secretArn))

/** Whether the policy of a function lets Secrets Manager in. */
export function letsRotate(
  world: World,
  functionArn: string,
  secretArn: string,
  cause: JournalRecord,
): boolean {
  try {
    checkSender(world, functionArn, cause, () => secretsFor(secretArn))
    return true
  } catch (error) {
    if (isServiceError(error)) return false
    throw error
  }
}
