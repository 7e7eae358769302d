/** Copies of maps with a change. */

/** With one entry more, or with another value for it. */
export const withEntry = <Value>(
  map: ReadonlyMap<string, Value>,
  key: string,
  value: Value,
): ReadonlyMap<string, Value> => new Map(map).set(key, value)

/** Without one entry. */
export const withoutEntry = <Value>(
  map: ReadonlyMap<string, Value>,
  key: string,
): ReadonlyMap<string, Value> => new Map([...map].filter(([each]) => each !== key))
