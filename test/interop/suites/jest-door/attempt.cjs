const OUTSIDE = /outside of the scope of the test code/

/**
 * Jest 30 refuses require() and import() in every moment in which one concurrent test has ended and
 * the next is not yet reported, also to the others that run then. They begin again.
 */
module.exports = async function attempt(body) {
  for (let tries = 1; ; tries++) {
    try {
      return await body()
    } catch (error) {
      if (tries === 10_000 || !OUTSIDE.test(error?.message)) throw error
      await new Promise(setImmediate)
    }
  }
}
