/**
 * Makes a client's config cheap to copy. A client copies its resolved config three times per call
 * (`{ ...config }` in the SDK's endpoint, serializer and deserializer middleware). So many
 * assignments build the config that V8 keeps it as a dictionary, and a copy takes 12 µs instead of
 * 2. V8 gives fast properties to an object that is a prototype, once a look-up has passed through
 * it. Nothing else about the object changes.
 */
const fast = new WeakSet<object>()

// NOTE: V8 converts the prototype when an inline cache learns the look-up, and a function has
// caches only after it has run a while.
const LOOK_UPS = 100

export function ensureFastConfig(config: object): void {
  if (fast.has(config)) return
  fast.add(config)
  const heir = Object.create(config) as { readonly region?: unknown }
  let found: unknown
  for (let i = 0; i < LOOK_UPS; i++) found = heir.region
  void found
}
