/**
 * The assertions of scenarios: a few that mean the same in every runner, and the runner's own
 * matchers. Each one is counted, because a scenario without assertions could not fail.
 */
const { inspect, isDeepStrictEqual, stripVTControlCharacters } = require('node:util')

const isObject = (value) => typeof value === 'object' && value !== null
const isAsymmetric = (value) => isObject(value) && typeof value.asymmetricMatch === 'function'
const kindOf = (value) => Object.prototype.toString.call(value)

/** Compares by content, because Jest's tests have a separate Array and Object. */
function plain(value) {
  if (Array.isArray(value)) return Array.from(value, plain)
  if (!isObject(value) || kindOf(value) !== '[object Object]') return value
  return Object.fromEntries(Object.keys(value).map((key) => [key, plain(value[key])]))
}

/**
 * Like `toMatchObject`: objects may have more members, lists may not. A RegExp matches a string; an
 * asymmetric matcher decides itself.
 */
function contains(actual, expected) {
  if (isAsymmetric(expected)) return expected.asymmetricMatch(actual)
  // Runners with colours get coloured diffs.
  if (kindOf(expected) === '[object RegExp]')
    return expected.test(stripVTControlCharacters(String(actual)))
  if (Array.isArray(expected)) {
    const fits = (each, index) => contains(actual[index], each)
    return Array.isArray(actual) && actual.length === expected.length && expected.every(fits)
  }
  if (isObject(expected) && kindOf(expected) === '[object Object]') {
    return (
      isObject(actual) && Object.keys(expected).every((key) => contains(actual[key], expected[key]))
    )
  }
  return isDeepStrictEqual(plain(actual), plain(expected))
}

const fail = (message) => {
  throw new Error(message)
}
const show = (value) => inspect(value, { depth: 6 })

/** @param {{ matchers: Record<string, Function>, not: Record<string, Function> }} runner */
exports.createTools = function createTools({ matchers, not }) {
  let count = 0
  const counted = (functions) =>
    new Proxy(functions, {
      get:
        (target, name) =>
        (...args) => {
          count++
          return target[name](...args)
        },
    })

  const caught = (error, expected) => {
    if (!contains(error, expected)) fail(`Expected ${show(error)} to contain ${show(expected)}`)
    return error
  }
  const asserts = {
    ok(value, message = 'Expected it to hold') {
      if (!value) fail(message)
    },
    equal(actual, expected) {
      if (isDeepStrictEqual(plain(actual), plain(expected))) return
      fail(`Expected ${show(expected)}, got ${show(actual)}`)
    },
    /** Like `toMatchObject`. */
    has(actual, partial) {
      if (!contains(actual, partial)) fail(`Expected ${show(actual)} to contain ${show(partial)}`)
    },
    match(text, pattern) {
      if (!pattern.test(stripVTControlCharacters(text)))
        fail(`Expected ${text} to match ${pattern}`)
    },
    /** Returns the thrown error, which contains `expected`. Its message may be a RegExp. */
    throws(body, expected) {
      let returned
      try {
        returned = body()
      } catch (error) {
        return caught(error, expected)
      }
      return fail(`Expected it to throw, got ${show(returned)}`)
    },
    async rejects(promise, expected) {
      let resolved
      try {
        resolved = await promise
      } catch (error) {
        return caught(error, expected)
      }
      return fail(`Expected it to reject, got ${show(resolved)}`)
    },
  }
  return {
    ...Object.fromEntries(
      Object.entries(asserts).map(([name, assert]) => [
        name,
        (...args) => {
          count++
          return assert(...args)
        },
      ]),
    ),
    /** The runner's matchers as functions: `t.expect.toHaveStatus(res, 201)`. */
    expect: counted(matchers),
    /** The same, negated. */
    not: counted(not),
    get asserted() {
      return count
    },
  }
}
