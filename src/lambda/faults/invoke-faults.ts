/** Planned failures of the Invoke call, before any handler runs. They apply to every caller. */
import { MisuseError } from '../../core/errors.ts'
import type { FaultEffect } from '../../core/planned/faults.ts'
import type { World } from '../../core/world/world.ts'

/**
 * Waits for the planned delays of a call and throws its planned failure. Returns undefined if the
 * call has no faults.
 */
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

/**
 * The input that an SDK client would have sent: conditions of faults see the same input from every
 * caller.
 */
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

/**
 * Returns the event in the input of an Invoke; undefined for a payload that is not JSON, which
 * Lambda refuses.
 */
export function eventOf(input: unknown): unknown {
  const { Payload } = Object(input) as { Payload?: Uint8Array }
  if (!Payload || Payload.length === 0) return {}
  try {
    return JSON.parse(Buffer.from(Payload).toString('utf8')) as unknown
  } catch {
    // JSON.parse throws for every text that is not JSON.
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
          `A fault of type '${effect.type}' was planned for calls to ${name}.`,
          "an error, a delay or a reset: only DynamoDB's batches leave entries unprocessed",
        )
    }
  }
}

/** The error of Node's http for a peer that drops the connection. */
const connectionLost = (): Error =>
  Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', name: 'TimeoutError' })

async function later(world: World, name: string, milliseconds: number): Promise<void> {
  const end = world.work.begin(() => `the call to ${name}, delayed by a fault`)
  try {
    await world.clock.sleep(milliseconds)
  } catch {
    // The world ended. The error of an invocation that runs at that time.
    throw Object.assign(new Error('The test (or its region) ended while this call was delayed.'), {
      name: 'Miniregion.Ended',
    })
  } finally {
    end()
  }
}
