/** The checks of a schedule's target. */
import { parseArn } from '../../core/arn.ts'
import { UnsupportedError } from '../../core/errors.ts'
import { isForeign } from '../../core/resources/arn-form.ts'
import type { World } from '../../core/world/world.ts'
import * as errors from '../errors.ts'
import type { Target } from '../state.ts'

/** The services whose resources can be targets here. */
const SERVICES = ['lambda', 'sqs', 'sns', 'events', 'kinesis']

export function checkTarget(world: World, operation: string, target: Target): void {
  const { Arn, Input } = target
  const arn = parseArn(Arn)
  if (!arn) throw errors.invalidArn()
  const refuse = (why: string): Error =>
    world.refuse(
      new UnsupportedError({ service: 'Scheduler', operation, parameter: 'Target.Arn' }, why),
    )
  if (arn.service === 'scheduler') {
    throw refuse(`${Arn} is a universal target; those are not simulated.`)
  }
  if (!SERVICES.includes(arn.service)) throw refuse(`Deliveries to ${Arn} are not simulated.`)
  if (isForeign(arn, world.options)) throw refuse(`${Arn} is in another region or account.`)
  checkParameters(target, arn.service)
  // AWS: API_Target: the input of functions and buses is JSON.
  if (Input !== undefined && ['lambda', 'events'].includes(arn.service) && !isJson(Input)) {
    throw errors.inputNotJson()
  }
}

/** Each of these belongs to the targets of one service. */
function checkParameters(target: Target, service: string): void {
  const { Arn, EventBridgeParameters, KinesisParameters, SqsParameters } = target
  const isFifo = service === 'sqs' && Arn.endsWith('.fifo')
  const rules = [
    ['EventBridgeParameters', EventBridgeParameters, service === 'events', service === 'events'],
    ['KinesisParameters', KinesisParameters, service === 'kinesis', service === 'kinesis'],
    ['SqsParameters', SqsParameters?.MessageGroupId, isFifo, service === 'sqs'],
  ] as const
  for (const [name, value, isNeeded, isAllowed] of rules) {
    if (value === undefined && isNeeded) throw errors.parametersMissing(name, Arn)
    if (value !== undefined && !isAllowed) throw errors.parametersUnwanted(name, Arn)
  }
}

/** Of the context attributes, only the number of the attempt may be outside quotes. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text.replace(/<aws\.scheduler\.attempt-number>/g, '1'))
    return true
  } catch {
    // JSON.parse throws for text that is not JSON.
    return false
  }
}
