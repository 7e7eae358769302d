/**
 * The assertions of the kinds of runners, with `expect` or with functions, and their way to a
 * second copy of the package.
 */

/** `import` and `require` return the same copy. This evaluates another one. @param {NodeJS.Require} require */
exports.secondCopy = (require) => {
  const { cache } = require
  const own = Object.keys(cache).filter((file) => /[\\/]miniregion[\\/]dist[\\/]/.test(file))
  const kept = own.map((file) => [file, cache[file]])
  for (const file of own) delete cache[file]
  try {
    return require('miniregion')
  } finally {
    for (const [file, module] of kept) cache[file] = module
  }
}

/** Vitest and Jest. @param {Function} expect the runner's own, with this package's matchers */
exports.withExpect = (expect) => {
  const call =
    (negated) =>
    (_, name) =>
    (subject, ...expected) => {
      const about = negated ? expect(subject).not : expect(subject)
      return about[name](...expected)
    }
  return {
    matchers: new Proxy({}, { get: call(false) }),
    not: new Proxy({}, { get: call(true) }),
    asymmetric: {
      any: (type) => expect.any(type),
      containing: (text) => expect.stringContaining(text),
    },
  }
}

/**
 * node:test, which has no asymmetric matchers. Any object with `asymmetricMatch` is one. @param
 * {Record<string, Function>} functions
 */
exports.withFunctions = (functions) => {
  const failed = (error) => {
    if (error.name !== 'AssertionError') throw error
  }
  const not =
    (_, name) =>
    (...args) => {
      const held = () => {
        throw new Error(`${String(name)} holds`)
      }
      let result
      try {
        result = functions[name](...args)
      } catch (error) {
        return failed(error)
      }
      return result instanceof Promise ? result.then(held, failed) : held()
    }
  const matcher = (asymmetricMatch) => ({ asymmetricMatch })
  return {
    matchers: functions,
    not: new Proxy({}, { get: not }),
    asymmetric: {
      any: (type) => matcher((value) => typeof value === type.name.toLowerCase()),
      containing: (text) => matcher((value) => String(value).includes(text)),
    },
  }
}
