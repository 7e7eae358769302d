/* global exports, require, roomFactories, __dirname -- this text ends core.cjs, below the table of the rooms */

const loadedRooms = { __proto__: null, 'core.cjs': exports }

/** The exports of a room, made for this very core. */
function loadRoom(name) {
  return (loadedRooms[name] ??= readRoom(name)(loadRoom))
}

const loadedPackages = { __proto__: null }

/**
 * A package that only some rooms need. `load` is its `require`, in the words that bundlers look
 * for. Kept: Node looks a package up in the file system each time, and the codec asks for its
 * packages several times a call.
 */
loadRoom.package = function (name, load) {
  return (loadedPackages[name] ??= requireLate(load, () => createRequire().resolve(name)))
}

exports.loadRoom = loadRoom

function readRoom(name) {
  let factory, cause
  try {
    factory = requireLate(roomFactories[name], () => `${__dirname}/rooms/${name}`)
  } catch (error) {
    cause = error
  }
  if (typeof factory === 'function') return factory
  // Jest's require answers with nothing once a test environment is torn down.
  const slip =
    cause === undefined
      ? 'Was it first used after its test file had ended?'
      : 'Is the file system mocked? Then use it once before that, for instance in a setup file.'
  throw new Error(
    `miniregion could not read its file rooms/${name}, which it loads when it is first used. ${slip}`,
    { cause },
  )
}

/**
 * Jest's CommonJS `require` refuses files between tests. While concurrent tests run, that is from
 * the end of the first one on. The file is then read and evaluated here, in this realm, as
 * `require` would have done.
 */
function requireLate(load, locate) {
  try {
    return load()
  } catch (error) {
    if (!/outside of the scope of the test code/.test(String(error))) throw error
    return evaluate(locate())
  }
}

function evaluate(file) {
  const { readFileSync } = process.getBuiltinModule?.('node:fs') ?? require('node:fs')
  const code = readFileSync(file, 'utf8')
  const own = createRequire(file)
  const load = (request) =>
    /^\.\.?\//.test(request) ? evaluate(own.resolve(request)) : require(request)
  const module = { exports: {} }
  // One line, so that stacks name the file's own lines. Not `new Function`, which adds some.
  const run = (0, eval)(`(function (exports, require, module) {${code}\n})\n//# sourceURL=${file}`)
  run(module.exports, load, module)
  return module.exports
}

/** Node's own: resolves as Node does. */
function createRequire(file = `${__dirname}/core.cjs`) {
  return (process.getBuiltinModule?.('node:module') ?? require('node:module')).createRequire(file)
}
