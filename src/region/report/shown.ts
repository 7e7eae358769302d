/** What all sections of a report read: the records of a world, with their numbers and secrets. */
import type { CallRecord, JournalRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'
import { lambda } from '../../lambda/service.ts'
import { hiddenIn } from '../../core/reporting/hidden.ts'
import { createMask, isSecretName, type Mask } from '../../pages/masking.ts'
import { print } from '../../pages/print.ts'

/** A record's members, of whatever kind it is. Records of other copies of the package have no class. */
export interface Members {
  readonly [name: string]: unknown
}

export const membersOf = (record: JournalRecord): Members => record as unknown as Members

/** A world, as a page shows it. */
export interface Shown {
  readonly world: World
  /** Oldest first. */
  readonly records: readonly JournalRecord[]
  readonly mask: Mask
  /** Prints a value, with its secrets hidden. */
  print(value: unknown): string
  /** The id of a record in the page: `r12`. Undefined for the test, and for records that have left the journal. */
  idOf(record: JournalRecord | undefined): string | undefined
}

export function toShown(world: World): Shown {
  const { records } = world.journal
  const mask = maskOf(world, records)
  const numbers = new Map(records.map((record, at) => [record, at]))
  return {
    world,
    records,
    mask,
    print: (value) => print(value, mask),
    idOf: (record) => {
      const number = record && numbers.get(record)
      return number === undefined ? undefined : `r${number}`
    },
  }
}

/** The mask of a world: hides the values of its secrets, and what names say is one. */
export const maskOf = (
  world: World,
  records: readonly JournalRecord[] = world.journal.records,
): Mask => createMask([...secretVariables(world), ...secretAnswers(records)])

/** The values of functions' environment variables with such names. */
function* secretVariables(world: World): Iterable<string> {
  if (!world.holds(lambda)) return
  for (const { latest } of world.state(lambda).definitions.values()) {
    for (const [name, value] of Object.entries(latest.environment))
      if (isSecretName(name)) yield value
  }
}

/** What records hide, and what Secrets Manager and Parameter Store answered or were given. */
function* secretAnswers(records: readonly JournalRecord[]): Iterable<string> {
  for (const record of records) {
    if (record.kind !== 'call') continue
    const { service, input, output } = record as CallRecord
    yield* hiddenIn(input)
    yield* hiddenIn(output)
    if (service !== 'secretsmanager' && service !== 'ssm') continue
    yield* secretsIn(input)
    yield* secretsIn(output)
  }
}

function* secretsIn(value: unknown): Iterable<string> {
  if (typeof value !== 'object' || value === null) return
  const { Type: type, Value: text } = value as Members
  if (type === 'SecureString' && typeof text === 'string') yield text
  for (const [name, member] of Object.entries(value)) {
    if (typeof member !== 'string') yield* secretsIn(member)
    else if (name === 'SecretString') yield* [member, ...membersOfSecret(member)]
  }
}

/** A secret is mostly JSON. Code passes its members on one by one. */
function membersOfSecret(text: string): readonly string[] {
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed !== 'object' || parsed === null) return []
    return Object.entries(parsed)
      .filter(([name, value]) => typeof value === 'string' && isSecretName(name))
      .map(([, value]) => value as string)
  } catch {
    // A secret of another form.
    return []
  }
}
