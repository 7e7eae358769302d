/** `toHaveBeenDenied` and `toHaveUsedOnly`, for roles, functions and regions. */
import { MisuseError } from '../../core/errors.ts'
import { handleOf } from '../../core/handle.ts'
import { described } from '../../core/matching/expected.ts'
import { list, paragraphs } from '../../core/matching/words.ts'
import { matchesGlob } from '../../core/policies/glob.ts'
import { resolveWorld } from '../../core/world/context.ts'
import type { Outcome, World } from '../../core/world/world.ts'
import type { CallRecord } from '../../core/journal.ts'
import type { DenialRecord } from '../authorization/denials.ts'
import { isOfFunction, roleOfCall, usedPermissions } from './used.ts'

interface Subject {
  readonly name: string
  readonly world: World
  readonly isOf: (record: CallRecord) => boolean
}

function toSubject(matcher: string, subject: unknown): Subject {
  const handle = handleOf(subject)
  const world = handle && resolveWorld(handle.home)
  if (world && handle.kind === 'region') return { name: 'the region', world, isOf: () => true }
  if (world && handle.kind === 'function') {
    const name = String(Reflect.get(Object(subject) as object, 'name'))
    return { name, world, isOf: isOfFunction(name) }
  }
  if (world && handle.kind === 'role') {
    const arn = String(Reflect.get(Object(subject) as object, 'arn'))
    const name = String(Reflect.get(Object(subject) as object, 'name'))
    return { name, world, isOf: (record) => roleOfCall(world, record) === arn }
  }
  throw new MisuseError(
    `${matcher} received ${described(subject)}.`,
    'a role, a function or a region',
  )
}

const arnOf = (resource: unknown): unknown =>
  typeof resource === 'string' || resource === undefined
    ? resource
    : Reflect.get(Object(resource) as object, 'arn')

export function toHaveBeenDenied(subject: unknown, action: unknown, resource?: unknown): Outcome {
  const seen = toSubject('toHaveBeenDenied', subject)
  const arn = arnOf(resource)
  if (typeof action !== 'string' || !/^(\*|[\w-]+:.+)$/.test(action)) {
    throw new MisuseError(
      `toHaveBeenDenied received ${described(action)}.`,
      "an action with its service: 'dynamodb:PutItem'",
    )
  }
  if (arn !== undefined && typeof arn !== 'string') {
    throw new MisuseError(
      `toHaveBeenDenied received ${described(resource)} as its resource.`,
      'a handle or an ARN',
    )
  }
  const denials = seen.world.journal.of<DenialRecord>('denial', ({ causedBy }) =>
    handleOf(subject)?.kind === 'region' ? true : seen.isOf(causedBy as CallRecord),
  )
  const found = denials.find(
    (denial) =>
      matchesGlob(action.toLowerCase(), denial.action.toLowerCase()) &&
      (arn === undefined || matchesGlob(arn, denial.resource)),
  )
  const what = arn === undefined ? action : `${action} on ${arn}`
  return {
    pass: found !== undefined,
    trace: { of: subject },
    message: (negated) =>
      negated
        ? paragraphs(
            `Expected ${seen.name} not to have been denied ${what}, but it was:`,
            found?.reason,
            found?.fix && `This statement would allow it: ${JSON.stringify(found.fix)}`,
          )
        : paragraphs(
            `Expected ${seen.name} to have been denied ${what}, but ${denials.length === 0 ? 'nothing was denied' : 'only this was'}.`,
            denials.length > 0 && list(denials.map(({ reason }) => reason)),
          ),
  }
}

export function toHaveUsedOnly(subject: unknown, actions: unknown): Outcome {
  const seen = toSubject('toHaveUsedOnly', subject)
  const allowed = [actions].flat()
  if (allowed.some((action) => typeof action !== 'string')) {
    throw new MisuseError(
      `toHaveUsedOnly received ${described(actions)}.`,
      "actions: ['dynamodb:PutItem', 's3:Get*']",
    )
  }
  const patterns = allowed.map((action) => String(action).toLowerCase())
  const used = usedPermissions(seen.world, 'toHaveUsedOnly', seen.isOf)
  const others = used.filter(
    ({ action }) => !patterns.some((pattern) => matchesGlob(pattern, action.toLowerCase())),
  )
  const lines = (permissions: typeof used): string[] => [
    ...new Set(permissions.map(({ action, resource }) => `${action} on ${resource}`)),
  ]
  return {
    pass: others.length === 0,
    trace: { of: subject },
    message: (negated) =>
      negated
        ? paragraphs(
            `Expected ${seen.name} to have used more than ${patterns.join(', ')}, but it used only:`,
            list(lines(used)),
          )
        : paragraphs(
            `Expected ${seen.name} to have used only ${allowed.join(', ')}, but it used as well:`,
            list(lines(others)),
          ),
  }
}
