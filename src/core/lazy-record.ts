/** A record that computes its members when they are first read. Their names are known before. */
export function lazyRecord<Made, Value>(
  makers: Readonly<Record<string, Made>>,
  make: (maker: Made) => Value,
): Readonly<Record<string, Value>> {
  const record = {}
  for (const [name, maker] of Object.entries(makers)) {
    Object.defineProperty(record, name, {
      enumerable: true,
      configurable: true,
      get() {
        const value = make(maker)
        Object.defineProperty(record, name, { value, enumerable: true, configurable: true })
        return value
      },
    })
  }
  return record
}
