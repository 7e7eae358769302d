/** Planned failures of the call to a function: what Lambda's Invoke meets before any handler runs, whoever calls. */
import { MisuseError } from '../../core/errors.ts'
import type { FaultEffect } from '../../core/faults.ts'
import type { World } from '../../core/world.ts'

/** Waits for the delays that a call meets, and throws what it fails with; undefined when nothing was planned for it. */
export function applyInvokeFaults(
  world: World,
  name: string,
  eventText: string,
): Promise<void> | undefined {
  const effects = world.faults.match({
    service: 'lambda',
    operation: 'Invoke',
    resource: name,
    input: new InvokeInput(name, eventText),
  })
  return effects.length === 0 ? undefined : applyFaults(world, name, effects)
}

/** What an SDK client would have sent: the same for conditions on the input, whoever calls. */
class InvokeInput {
  readonly FunctionName: string
  readonly #eventText: string

  constructor(name: string, eventText: string) {
    this.FunctionName = name
    this.#eventText = eventText
  }

  get Payload(): Uint8Array {
    return Buffer.from(this.#eventText, 'utf8')
  }
}

/** The event in the input of an Invoke. */
export function eventOf(input: unknown): unknown {
  const { Payload } = Object(input) as { Payload?: Uint8Array }
  if (!Payload || Payload.length === 0) return {}
  try {
    return JSON.parse(Buffer.from(Payload).toString('utf8')) as unknown
  } catch {
    // Not JSON: Lambda refuses it, a condition need not know.
    return undefined
  }
}

async function applyFaults(
  world: World,
  name: string,
  effects: readonly FaultEffect[],
): Promise<void> {
  for (const effect of effects) {
    switch (effect.type) {
      case 'error':
        throw effect.error
      case 'reset':
        throw connectionLost()
      case 'delay':
        await later(world, name, effect.milliseconds)
        break
      default:
        throw new MisuseError(
          `The call to ${name} met a fault of the type '${effect.type}'.`,
          'an error, a delay or a reset: only batches of DynamoDB leave something unprocessed',
        )
    }
  }
}

/** As Node's http reports a peer that drops the connection. */
const connectionLost = (): Error =>
  Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', name: 'TimeoutError' })

async function later(world: World, name: string, milliseconds: number): Promise<void> {
  const end = world.work.begin(() => `the call to ${name}, delayed by a fault`)
  await new Promise<void>((resolve) => {
    world.clock.schedule(milliseconds, resolve, 'work')
  })
  end()
}
