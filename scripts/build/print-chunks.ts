/** The text of the chunks: the bundler's CommonJS, turned into factories and what loads them. */
import { CORE } from './room-graph.ts'

/** The bundler says "use strict" to ES modules alone. */
const STRICT = "'use strict';\n"

const IMPORT = /^const (require_\w+) = require\("([^"]+)"\);\n/gm
const GETTER =
  /^Object\.defineProperty\(exports, "(\w+)", \{\n\tenumerable: true,\n\tget: function\(\) \{\n\t\treturn ([\w$]+);\n\t\}\n\}\);$/gm
const LAZY =
  /Promise\.resolve\(\)\.then\(\(\) => require\("([^"]+)"\)\)(?:\.then\(\((\w+)\) => \2\.([\w$]+)\))?/g

/** The name that the loader knows a file by. */
const fileOf = (request: string): string =>
  request.replace(/^(\.\.?\/)+(rooms\/)?/, '').replace(`${RUNTIME}.cjs`, `${CORE}.cjs`)

/** A core, a room: what it exports are constants, and others take them as such. */
function plainExports(code: string): string {
  return code.replace(GETTER, (getter, name: string, local: string) =>
    new RegExp(`^let ${local.replace(/\$/g, '\\$')}\\b`, 'm').test(code)
      ? getter
      : `exports.${name} = ${local};`,
  )
}

/** `rooms.x()` as the bundler renders it, a dynamic import, made synchronous. */
const synchronous = (code: string): string =>
  code.replace(
    LAZY,
    (_text, file: string, _parameter, member?: string) =>
      `loadRoom("${fileOf(file)}")${member === undefined ? '' : `.${member}`}`,
  )

export interface Chunk {
  readonly name: string
  readonly fileName: string
  readonly isEntry: boolean
  code: string
}

/** The chunk of the bundler's own functions: they move into the core. */
export const RUNTIME = 'rolldown-runtime'

export function printChunks(chunks: readonly Chunk[]): void {
  const runtime = chunks.find(({ name }) => name === RUNTIME)
  const rooms = chunks.filter(({ isEntry, name }) => !isEntry && name !== CORE && name !== RUNTIME)
  for (const chunk of chunks) {
    if (chunk.isEntry) chunk.code = STRICT + chunk.code
    else if (chunk.name === CORE)
      chunk.code = printCore(withRuntime(chunk.code, runtime?.code), rooms)
    else if (chunk !== runtime) chunk.code = printRoom(chunk.code, chunk.fileName)
  }
}

const withRuntime = (core: string, runtime: string | undefined): string =>
  runtime === undefined
    ? core
    : `${runtime}${core.replace(/^const require_rolldown_runtime = .*\n/m, '').replaceAll('require_rolldown_runtime.', '')}`

export function printFacade(file: string, exports: readonly string[]): string {
  const names = exports
    .filter((name) => name !== 'default')
    .map((name) => `export const ${name} = cjs.${name}\n`)
  return `import cjs from './${file}'\n${names.join('')}`
}

function printCore(code: string, factories: readonly Chunk[]): string {
  const table = factories.map(
    ({ fileName }) => `\t"${fileOf(`./${fileName}`)}": () => require("./${fileName}"),\n`,
  )
  return `${STRICT}${synchronous(plainExports(code))}
//#region rooms
const roomFactories = {
${table.join('')}};
const loadedRooms = { __proto__: null, "core.cjs": exports };
/** A room, made for this very core. */
function loadRoom(name) {
	return loadedRooms[name] ?? (loadedRooms[name] = readRoom(name)(loadRoom));
}
function readRoom(name) {
	let factory, cause;
	try {
		factory = roomFactories[name]();
	} catch (error) {
		cause = error;
	}
	if (typeof factory === "function") return factory;
	// Jest's require answers with nothing after a test environment was torn down.
	const slip = cause === undefined
		? "Was it first used after its test had ended?"
		: "Is the file system mocked? Then use what needs it once before, for instance in a setup file.";
	throw new Error(\`miniregion could not read its file rooms/\${name}, which it loads when it is first used. \${slip}\`, { cause });
}
exports.loadRoom = loadRoom;
//#endregion
`
}

/** `module.exports = (load) => exports`. In parentheses: V8 then compiles it at once rather than twice. */
function printRoom(code: string, file: string): string {
  let inside = synchronous(plainExports(code))
  const imports = [...inside.matchAll(IMPORT)]
  inside = inside.replace(IMPORT, '')
  const taken: string[] = []
  for (const [, variable, request] of imports) {
    const bound = bindNames(inside, String(variable))
    inside = bound.code
    if (bound.names.length > 0)
      taken.push(`const { ${bound.names.join(', ')} } = loadRoom("${fileOf(String(request))}");\n`)
  }
  if (/\brequire_\w+\b|\bPromise\.resolve\(\)\.then\(\(\) => require/.test(inside)) {
    if (process.env.DBG) console.log(code.slice(0, 1500))
    throw new Error(`${file}: an import of another chunk in a form that this plugin does not know`)
  }
  return `${STRICT}module.exports = (function (loadRoom) {
const exports = {};
${taken.join('')}${inside}
return exports;
});
`
}

/** `require_core.log` becomes `log`, which is what the source says, unless the room has another `log`. */
function bindNames(code: string, variable: string): { code: string; names: string[] } {
  const members = new Set(
    [...code.matchAll(new RegExp(`\\b${variable}\\.([\\w$]+)`, 'g'))].map(([, name]) =>
      String(name),
    ),
  )
  const without = code.replaceAll(new RegExp(`\\b${variable}\\.[\\w$]+`, 'g'), '')
  let bound = code
  const names: string[] = []
  for (const member of members) {
    const isTaken = new RegExp(`(?<![\\w$.])${member.replace(/\$/g, '\\$')}(?![\\w$])`).test(
      without,
    )
    const local = isTaken ? `${member}$${variable.replace('require_', '')}` : member
    names.push(local === member ? member : `${member}: ${local}`)
    bound = bound.replaceAll(
      new RegExp(`\\b${variable}\\.${member.replace(/\$/g, '\\$')}(?![\\w$])`, 'g'),
      () => local,
    )
  }
  return { code: bound, names }
}
