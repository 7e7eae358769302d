/** Deliveries of buses and schedules to their targets: the outcome of an attempt, and its error. */
import { isServiceError, ServiceError } from '../errors.ts'
import type { JournalRecord } from '../journal.ts'
import { andThen, type MaybePromise } from '../maybe-promise.ts'
import type { MessageAttribute } from '../world/event-source-ports.ts'
import type { World } from '../world/world.ts'
import type { DeadLetter, DeliveryOutcome } from './delivery.ts'

/** Makes one attempt. An error of AWS is its outcome. */
export function attemptOn(
  send: () => MaybePromise<void | DeliveryOutcome>,
): MaybePromise<DeliveryOutcome> {
  try {
    return andThen(send(), undefined, toOutcome, failureOf)
  } catch (error) {
    return failureOf(error)
  }
}

const toOutcome = (outcome: DeliveryOutcome | void): DeliveryOutcome => outcome ?? undefined

/** AWS: eb-rule-dlq.html, and re:Post on failed invocations: 5xx and 429 are retried. */
function failureOf(error: unknown): DeliveryOutcome {
  if (!isServiceError(error)) throw error
  const isFinal = error.status < 500 && error.status !== 429 && !isThrottled(error)
  return { status: 'failed', why: `${error.name}: ${error.message}`, error, isFinal }
}

export const isThrottled = ({ name }: Error): boolean => /Thrott|TooManyRequests/.test(name)

export async function invokeTarget(
  world: World,
  arn: string,
  text: string,
  cause: JournalRecord,
): Promise<void> {
  await world.ports.functions.invoke({ function: arn, event: toEvent(text), type: 'Event', cause })
}

/** Lines of quoted text are no JSON; the function receives them as one string. Unverified. */
function toEvent(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Puts text into a Kinesis data stream. */
export function putToStream(
  world: World,
  arn: string,
  record: { readonly data: string; readonly partitionKey: string; readonly cause: JournalRecord },
): void {
  const { dataStreams } = world.ports
  if (!dataStreams?.has(arn)) throw targetMissing(arn)
  dataStreams.put(arn, record)
}

export const targetMissing = (arn: string): ServiceError =>
  new ServiceError('ResourceNotFoundException', `The target ${arn} does not exist.`)

export const textAttribute = (value: string): MessageAttribute => ({
  DataType: 'String',
  StringValue: value,
})

const CONDITIONS: Readonly<Record<DeadLetter['reason'], string | undefined>> = {
  rejected: undefined,
  retriesExhausted: 'MaximumRetryAttempts',
  tooOld: 'MaximumEventAgeInSeconds',
}

/** The attributes of a dead letter that say why it is one. */
export function whyDead({ error, reason, record }: DeadLetter): Record<string, MessageAttribute> {
  const condition = CONDITIONS[reason]
  return {
    ERROR_MESSAGE: textAttribute(error instanceof Error && error.message ? error.message : '-'),
    ...(condition && { EXHAUSTED_RETRY_CONDITION: textAttribute(condition) }),
    RETRY_ATTEMPTS: {
      DataType: 'Number',
      StringValue: String(Math.max(0, record.attempt - 1)),
    },
  }
}
