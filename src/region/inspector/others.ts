/**
 * Every other kind of resource (schedules, streams, secrets, user pools, distributions, ...): the
 * members of its handle, which are what happened to it.
 */
import { html, type Content } from '../../pages/html.ts'
import { facts, folded, section } from '../../pages/parts.ts'
import {
  missing,
  printValue,
  type Inspection,
  type PageAnswer,
  type PageRequest,
} from './context.ts'
import { kindsIn } from './names.ts'
import { listPage } from './kind-page.ts'
import { headingOf } from './page.ts'

export function othersPage(inspection: Inspection, { path }: PageRequest): PageAnswer {
  const [plural = '', name] = path
  const kind = kindsIn(inspection.world).find((each) => each.plural === plural)
  if (!kind) return missing(`page '${plural}'`)
  const title = headingOf(kind.singular, plural)
  if (name === undefined) return listPage(inspection, title, plural, kind.names)
  if (!kind.names.includes(name)) return missing(`${kind.singular} '${name}'`)
  const handle = handleOf(inspection, kind.singular, name)
  return {
    title: name,
    body: handle ? membersOf(inspection, handle) : html`<p>There is nothing to show of it.</p>`,
  }
}

/** `region.logGroup(name)` for the kind `log group`. */
function handleOf({ region }: Inspection, singular: string, name: string): object | undefined {
  const verb = singular.replace(/ (\w)/g, (_, letter: string) => letter.toUpperCase())
  const open: unknown = Reflect.get(region, verb)
  if (typeof open !== 'function') return undefined
  return Reflect.apply(open, region, [name]) as object
}

/** Secrets' and parameters' values are hidden like everywhere on these pages. */
const HIDDEN = ['value']

function membersOf(inspection: Inspection, handle: object): Content {
  const members = [...gettersOf(handle)]
  const short = members.filter(([, value]) => typeof value !== 'object' || value === null)
  const lists = members.filter(([, value]) => typeof value === 'object' && value !== null)
  return [
    section(
      'facts',
      'Facts',
      facts(
        short.map(([name, value]) => [
          name,
          HIDDEN.includes(name) ? '••••••' : printValue(inspection, value),
        ]),
      ),
    ),
    ...lists.map(([name, value]) =>
      section(
        `member-${name}`,
        name,
        folded('Show', printValue(inspection, value), true) ?? '',
        Array.isArray(value) ? { count: value.length } : {},
      ),
    ),
  ]
}

function* gettersOf(handle: object): Iterable<readonly [string, unknown]> {
  const seen = new Set<string>()
  for (
    let at: object | null = handle;
    at && at !== Object.prototype;
    at = Object.getPrototypeOf(at) as object | null
  ) {
    for (const [name, { get, value }] of Object.entries(Object.getOwnPropertyDescriptors(at))) {
      if (seen.has(name) || name === 'constructor' || (!get && typeof value === 'function'))
        continue
      seen.add(name)
      yield [name, readMember(handle, name)]
    }
  }
}

function readMember(handle: object, name: string): unknown {
  try {
    return Reflect.get(handle, name) as unknown
  } catch (error) {
    return (error as Error).message
  }
}
