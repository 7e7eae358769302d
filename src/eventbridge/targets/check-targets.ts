/** The checks of PutTargets. */
import { parseArn } from '../../core/arn.ts'
import { UnsupportedError } from '../../core/errors.ts'
import { isJson } from '../../core/json.ts'
import { isForeign, parseArnOf } from '../../core/resources/arn-form.ts'
import { BUS_KIND } from '../../core/resources/kinds.ts'
import type { World } from '../../core/world/world.ts'
import * as errors from '../errors.ts'
import { unknownPlaceholder } from './input.ts'
import { parsePath } from './path.ts'
import type { StoredTarget } from './target.ts'

/** The services whose resources can be targets here, besides those with a receiver. */
const SERVICES = ['lambda', 'events', 'kinesis', 'execute-api']

const unsupported = (world: World, parameter: string, hint?: string): Error =>
  world.refuse(
    new UnsupportedError({ service: 'EventBridge', operation: 'PutTargets', parameter }, hint),
  )

export function checkTarget(world: World, target: StoredTarget): void {
  const { Id, Arn, Input, InputPath, InputTransformer } = target
  checkArn(world, target)
  const inputs = [Input, InputPath, InputTransformer].filter((each) => each !== undefined)
  if (inputs.length > 1) throw errors.severalInputs(Id)
  if (inputs.length > 0 && parseArnOf(BUS_KIND.arn, Arn)) {
    throw unsupported(world, 'Targets.Input', 'A bus receives the event as it is.')
  }
  if (Input !== undefined && !isJson(Input)) throw errors.invalidInput(Id)
  if (InputPath !== undefined) checkPath(world, Id, InputPath)
  if (InputTransformer) {
    for (const path of Object.values(InputTransformer.InputPathsMap ?? {})) {
      checkPath(world, Id, path)
    }
    const unknown = unknownPlaceholder(InputTransformer)
    if (unknown !== undefined) throw errors.invalidPlaceholder(Id, unknown)
  }
}

function checkArn(world: World, { Id, Arn, SqsParameters, DeadLetterConfig }: StoredTarget): void {
  const arn = parseArn(Arn)
  if (!arn) throw errors.invalidResourceArn(Arn)
  if (!SERVICES.includes(arn.service) && !world.ports.receiver?.(arn.service)) {
    throw unsupported(world, 'Targets.Arn', `Deliveries to ${Arn} are not simulated.`)
  }
  if (isForeign(arn, world.options)) {
    throw unsupported(world, 'Targets.Arn', `${Arn} is in another region or account.`)
  }
  const isFifo = arn.service === 'sqs' && arn.resource.endsWith('.fifo')
  if (isFifo && SqsParameters?.MessageGroupId === undefined) throw errors.groupMissing(Id)
  const dead = DeadLetterConfig?.Arn
  if (dead !== undefined && !parseArn(dead)) throw errors.invalidResourceArn(dead)
}

function checkPath(world: World, target: string, path: string): void {
  if (parsePath(path)) return
  if (!path.startsWith('$')) throw errors.invalidInputPath(target)
  throw unsupported(world, 'Targets.InputPath', `Of paths, members and indexes are: ${path}.`)
}
