/** `$context`, which a request's templates share: overrides of the first are seen by the second. */
import { inJavaOrder } from '../../model/java-order.ts'
import { toValue } from '../json/to-value.ts'
import { SilentMap, type Key, type Value } from '../velocity/values.ts'

// Recorded: test_sqs_amz_json_protocol (the order of the members, those of a Java map with 32 places,
// and that nested maps print nothing)
const PLACES = 32
/** They come first where two members share a place. */
const FIRST = ['path', 'requestId', 'domainName']

/** `$context` itself: `$context.authorizer` is empty without an authorizer, and not a member. */
class Context extends SilentMap {
  readonly #authorizer: Value = new SilentMap()

  override get(key: Key): Value | undefined {
    return super.get(key) ?? (key === 'authorizer' ? this.#authorizer : undefined)
  }
}

/** Makes `$context` from the members that events call `requestContext`. */
export function createContext(members: Readonly<Record<string, unknown>>): SilentMap {
  const all: Readonly<Record<string, unknown>> = {
    ...members,
    requestOverride: { header: {}, path: {}, querystring: {} },
    responseOverride: { header: {} },
  }
  const names = [...new Set([...FIRST, ...Object.keys(all)])].filter((name) => name in all)
  const context = new Context()
  for (const name of inJavaOrder(names, (one) => one, PLACES))
    context.set(name, silent(toValue(all[name])))
  return context
}

function silent(value: Value): Value {
  if (!(value instanceof Map)) return value
  return new SilentMap([...value].map(([key, item]) => [key, silent(item)]))
}
