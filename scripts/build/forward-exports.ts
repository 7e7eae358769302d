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
      (name) => `export const ${name} = forward('${name}', () => ${rooms}.${door}().${name})\n`,
    )
    const imported = `import { rooms as ${rooms} } from '${path.posix.dirname(from)}/rooms.ts'\n`
    constants.push(imported + forwards.join(''))
    return `export { ${names.join(', ')} } from './${path.basename(constantsOf(file))}'`
  })
  if (constants.length === 0) return undefined
  return {
    entry,
    constants: `import { forward } from './core/world/forward.ts'\n${constants.join('')}`,
  }
}

/** Returns the name of a module in the rooms.ts beside it, if it is a room. */
function doorOf(module: string): string | undefined {
  const list = path.join(path.dirname(module), 'rooms.ts')
  if (!existsSync(list)) return undefined
  return parseRoomsFile(readFileSync(list, 'utf8'), list).find(
    ({ from }) => path.resolve(path.dirname(list), from) === module,
  )?.name
}
