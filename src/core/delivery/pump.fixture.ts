/** A pump in a stopped world, for the tests of the pump. */
import { StubWorld } from '../testing/stub-world.ts'
import type { DeadLetter, DeliveryOutcome, DeliveryRecord, DeliveryTask } from './delivery.ts'
import { DeliveryPump, type PumpOptions } from './pump.ts'

export const START: number = Date.parse('2026-01-01T00:00:00Z')
export const failed = (why = 'no'): DeliveryOutcome => ({ status: 'failed', why })

export interface PumpFixture {
  readonly world: StubWorld
  readonly pump: DeliveryPump
  /** What happened, by seconds: `5 queue 2` is the second attempt of `queue`. */
  readonly log: string[]
  readonly letters: DeadLetter[]
  deliver(
    name: string,
    outcome: (number: number) => DeliveryOutcome | Promise<DeliveryOutcome>,
    rest?: Partial<DeliveryTask>,
  ): DeliveryRecord
  note(text: string): void
}

export function create(options: PumpOptions = {}, world: StubWorld = new StubWorld()): PumpFixture {
  world.clock.freeze(START)
  const pump = new DeliveryPump(world, 'sns', options)
  const log: string[] = []
  const letters: DeadLetter[] = []
  const note = (text: string): void => {
    log.push(`${(world.clock.now() - START) / 1000} ${text}`)
  }
  const deliver: PumpFixture['deliver'] = (name, outcome, rest = {}) =>
    pump.deliver({
      to: name,
      causedBy: world.journal.root,
      attempt({ number }) {
        note(`${name} ${number}`)
        return outcome(number)
      },
      onFailed(letter) {
        note(`${name} ${letter.reason}`)
        letters.push(letter)
      },
      ...rest,
    })
  return { world, pump, log, letters, deliver, note }
}

export const after =
  (world: StubWorld, milliseconds: number, outcome?: DeliveryOutcome) =>
  (): Promise<DeliveryOutcome> =>
    new Promise((resolve) => {
      world.clock.schedule(milliseconds, () => resolve(outcome), 'work')
    })
