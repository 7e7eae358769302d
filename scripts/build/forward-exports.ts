/**
 * Keeps an entry's exports from loading their rooms: `export { Table } from './dynamodb/index.ts'`
 * becomes a constant that forwards to the class (src/core/world/forward.ts). In the sources, and in
 * the declaration files, it stays the same export.
 */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseRoomsFile } from './rooms-file.ts'

const EXPORT = /^export \{([^}]*)\} from '(\.[^']+)'$/gm

export interface Forwarded {
  /** The entry. Its exports come from the module of the constants. */
  readonly entry: string
  /**
   * The module of the constants. It belongs to the core, so that each constant exists once even if
   * an entry is evaluated several times.
   */
  readonly constants: string
}

/** Returns the name of the constants' module, next to the entry. */
export const constantsOf = (entry: string): string => entry.replace(/\.ts$/, '.forwards.ts')

export function forwardExports(code: string, file: string): Forwarded | undefined {
  const constants: string[] = []
  const entry = code.replace(EXPORT, (text, list: string, from: string) => {
    const door = doorOf(path.resolve(path.dirname(file), from))
    if (door === undefined) return text
    const rooms = `rooms${constants.length}`
    const names = list
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type '))
    const forwards = names.map(
      (name) =>
        `export const ${name} = forward('${name}', () => ${rooms}.${door.name}().${name})\n`,
    )
    const imported = `import { rooms as ${rooms} } from '${relative(file, door.list)}'\n`
    constants.push(imported + forwards.join(''))
    return `export { ${names.join(', ')} } from './${path.basename(constantsOf(file))}'`
  })
  if (constants.length === 0) return undefined
  return {
    entry,
    constants: `import { forward } from './core/world/forward.ts'\n${constants.join('')}`,
  }
}

/** Finds a module in the rooms.ts of its folder, or of a folder above: `region/definition/...`. */
function doorOf(module: string): { readonly name: string; readonly list: string } | undefined {
  for (let at = path.dirname(module); at !== path.dirname(at); at = path.dirname(at)) {
    const list = path.join(at, 'rooms.ts')
    if (!existsSync(list)) continue
    const doors = parseRoomsFile(readFileSync(list, 'utf8'), list)
    const door = doors.find(({ from }) => path.resolve(at, from) === module)
    return door && { name: door.name, list }
  }
  return undefined
}

/** Returns a module as the other one imports it. */
const relative = (importer: string, module: string): string =>
  `./${path.relative(path.dirname(importer), module).split(path.sep).join('/')}`
