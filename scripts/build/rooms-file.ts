/**
 * A file named rooms.ts lists the modules that load at first use:
 *
 *     import * as partiql from './partiql/index.ts'
 *     import * as http from 'node:http'
 *
 *     export const rooms = {
 *       partiql: (): typeof partiql => partiql,
 *       http: (): typeof http => http,
 *     }
 *
 * To compilers, runners and linters these are plain imports. The build cuts them: a module of the
 * package becomes a separate chunk, and a package or builtin becomes a `require` at its first use.
 */

/** One line of the list. */
export interface Door {
  readonly name: string
  /** The import: a path for a room of the package, otherwise a package or builtin. */
  readonly from: string
}

export const isRoomsFile = (id: string): boolean => /[\\/]rooms\.ts$/.test(id)

export const isOwnRoom = ({ from }: Door): boolean => from.startsWith('.')

const IMPORT = /^import \* as (\w+) from '([^']+)'$/
const DOOR = /^ {2}(\w+): \(\): typeof (\w+) => (\w+),$/

/**
 * Parses a rooms.ts. Throws for a line of any other form, because such a room would load with the
 * package, or not at all.
 */
export function parseRoomsFile(code: string, file: string): Door[] {
  const fail = (problem: string): never => {
    throw new Error(`${file}: ${problem}`)
  }
  const imported = new Map<string, string>()
  const listed = new Set<string>()
  let isOpen = false
  for (const [index, line] of withoutComments(code).split('\n').entries()) {
    const [, local, from] = IMPORT.exec(line) ?? []
    const [, door, type, value] = DOOR.exec(line) ?? []
    if (line === 'export const rooms = {') isOpen = true
    else if (line === '}') isOpen = false
    else if (local !== undefined && from !== undefined) imported.set(local, from)
    else if (isOpen && door !== undefined && door === type && door === value) listed.add(door)
    else if (line.trim() !== '')
      fail(`line ${index + 1} is not a line of a rooms.ts: ${line.trim()}`)
  }
  for (const name of listed) if (!imported.has(name)) fail(`'${name}' is listed but not imported`)
  for (const name of imported.keys())
    if (!listed.has(name)) fail(`'${name}' is imported but not listed`)
  return [...imported].map(([name, from]) => ({ name, from }))
}

/** Replaces comments by blanks. Lines keep their numbers. */
const withoutComments = (code: string): string =>
  code.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, (comment) => comment.replace(/[^\n]/g, ''))

/**
 * Prints the file for the bundler. Rooms become dynamic imports, so that each gets a chunk;
 * print-chunks.ts makes them synchronous.
 */
export const printRoomsFile = (doors: readonly Door[]): string =>
  [
    'export const rooms = {',
    ...doors.map(({ name, from }) => `  ${name}: () => ${loadOf(from)},`),
    '}',
    '',
  ].join('\n')

function loadOf(from: string): string {
  if (from.startsWith('.')) return `import('${from}')`
  return from.startsWith('node:') ? `require('${from}')` : printPackage(from)
}

/** Loads through the loader, which works around a `require` that refuses (room-loader.js). */
export const printPackage = (name: string): string =>
  `loadRoom.package('${name}', () => require('${name}'))`
