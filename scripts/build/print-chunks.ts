/**
 * Prints the chunks: turns the bundler's CommonJS into a core with a loader, and rooms into
 * factories.
 */
import { readFileSync } from 'node:fs'
import { CORE } from './room-graph.ts'
import { printPackage } from './rooms-file.ts'

export interface Chunk {
  readonly name: string
  readonly fileName: string
  readonly isEntry: boolean
  code: string
}

/** The chunk of the bundler's own functions, which move into the core. */
export const RUNTIME = 'rolldown-runtime'

/** The bundler omits it from CommonJS, though ES modules are strict. */
const STRICT = "'use strict';\n"

/** `const require_core = require("../core.cjs");` */
const IMPORT = /^const (require_\w+) = require\("([^"]+)"\);\n/gm

/** `require("./rolldown-runtime.cjs");`, in a chunk that uses nothing from it. */
const UNUSED_RUNTIME = new RegExp(`^require\\("[./]+(?:rooms/)?${RUNTIME}\\.cjs"\\);\\n`, 'gm')

/** `let immer = require("immer");`, a package that a room uses. */
const PACKAGE = /^let ([\w$]+) = require\("((?!node:)[^."][^"]*)"\);$/gm

/**
 * An export that may change. Ours never do, and reading a constant is faster than calling a getter.
 */
const GETTER =
  /^Object\.defineProperty\(exports, "(\w+)", \{\n\tenumerable: true,\n\tget: function\(\) \{\n\t\treturn ([\w$]+);\n\t\}\n\}\);$/gm

/** The bundler's output for `import('./partiql/index.ts')`. */
const LATE =
  /Promise\.resolve\(\)\.then\(\(\) => require\("([^"]+)"\)\)(?:\.then\(\((\w+)\) => \2\.([\w$]+)\))?/g

export function printChunks(chunks: readonly Chunk[]): void {
  const runtime = chunks.find(({ name }) => name === RUNTIME)
  const rooms = chunks.filter(({ isEntry, name }) => !isEntry && name !== CORE && name !== RUNTIME)
  for (const chunk of chunks) {
    if (chunk === runtime) continue
    if (chunk.isEntry)
      chunk.code = STRICT + chunk.code.replace(`./rooms/${RUNTIME}.cjs`, `./${CORE}.cjs`)
    else if (chunk.name === CORE) chunk.code = printCore(chunk.code, runtime?.code ?? '', rooms)
    else chunk.code = printRoom(chunk)
  }
}

/** Prints the ES module in front of an entry. Its names are constants, so that one copy exists. */
export function printFacade({ fileName }: Chunk, exports: readonly string[]): string {
  // Bun finds no default export in a module without any.
  if (exports.length === 0) return `import './${fileName}'\n`
  const names = exports.map((name) =>
    name === 'default' ? 'export default cjs.default\n' : `export const ${name} = cjs.${name}\n`,
  )
  return `import cjs from './${fileName}'\n${names.join('')}`
}

function printCore(code: string, runtime: string, rooms: readonly Chunk[]): string {
  const own = code
    .replace(/^const require_rolldown_runtime = .*\n/m, '')
    .replaceAll('require_rolldown_runtime.', '')
  const factories = rooms.map(
    ({ fileName }) => `\t"${loaderName(fileName)}": () => require("./${fileName}"),\n`,
  )
  return [
    STRICT,
    constantExports(runtime),
    synchronous(constantExports(own)),
    `\n//#region rooms\nconst roomFactories = {\n${factories.join('')}};\n`,
    readFileSync('scripts/build/room-loader.js', 'utf8').replace(/^.*\n/, ''),
    '//#endregion\n',
  ].join('')
}

/**
 * Prints `module.exports = (load) => exports`. The parentheses make V8 compile the function at once
 * instead of at its second call.
 */
function printRoom({ code, fileName }: Chunk): string {
  let inside = synchronous(constantExports(code)).replace(UNUSED_RUNTIME, '')
  const given: string[] = []
  for (const [line, variable, request] of inside.matchAll(IMPORT)) {
    inside = inside.replace(line, '')
    const bound = bindMembers(inside, String(variable))
    inside = bound.code
    if (bound.names.length === 0) continue
    given.push(
      `const { ${bound.names.join(', ')} } = loadRoom("${loaderName(String(request))}");\n`,
    )
  }
  if (/\brequire_\w+\b|\.then\(\(\) => require\(|^require\("\./m.test(inside)) {
    throw new Error(`${fileName} imports another chunk in a form that this build does not support.`)
  }
  return [
    STRICT,
    'module.exports = (function (loadRoom) {\nconst exports = {};\n',
    ...given,
    inside.replace(PACKAGE, (_line, variable, name) => `let ${variable} = ${printPackage(name)};`),
    '\nreturn exports;\n});\n',
  ].join('')
}

/** Returns the file name in `../core.cjs`, `./rooms/partiql.cjs` and `./partiql.cjs`. */
const loaderName = (request: string): string => {
  const name = request.replace(/^.*\//, '')
  return name === `${RUNTIME}.cjs` ? `${CORE}.cjs` : name
}

function constantExports(code: string): string {
  const variables = new Set([...code.matchAll(/^let ([\w$]+)/gm)].map(([, name]) => name))
  return code.replace(GETTER, (getter, name: string, local: string) =>
    variables.has(local) ? getter : `exports.${name} = ${local};`,
  )
}

/** Makes the loading of a room synchronous. */
const synchronous = (code: string): string =>
  code.replace(
    LATE,
    (_text, file: string, _parameter, member?: string) =>
      `loadRoom("${loaderName(file)}")${member === undefined ? '' : `.${member}`}`,
  )

/**
 * Turns `require_core.log` into `log`, as in the source, or into `log$core` if the room has another
 * `log`.
 */
function bindMembers(code: string, variable: string): { code: string; names: string[] } {
  const member = new RegExp(`\\b${variable}\\.([\\w$]+)`, 'g')
  const taken = new Set(code.replace(member, '').match(/(?<![\w$.])[A-Za-z_$][\w$]*/g))
  const locals = new Map<string, string>()
  for (const [, name = ''] of code.matchAll(member)) {
    locals.set(name, taken.has(name) ? name + variable.replace('require_', '$') : name)
  }
  return {
    code: code.replace(member, (_text, name: string) => locals.get(name) ?? name),
    names: [...locals].map(([name, local]) => (name === local ? name : `${name}: ${local}`)),
  }
}
