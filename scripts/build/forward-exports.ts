/**
 * What an entry exports from a room must not load the room: `export { Table } from './dynamodb/index.ts'` becomes a constant that forwards to it
 * (src/core/forward.ts). In the sources, and in the declaration files made of them, it stays the export that it is.
 */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseRoomsFile } from './rooms-file.ts'

const EXPORT = /^export \{([^}]*)\} from '(\.[^']+)'$/gm

export interface Forwarded {
  /** The entry, whose exports come from the module of the constants. */
  readonly entry: string
  /** That module. It is a part of the core, so that there is one of each constant, however often an entry is evaluated. */
  readonly constants: string
}

/** The name of the module of the constants, beside the entry. */
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
    constants: `import { forward } from './core/forward.ts'\n${constants.join('')}`,
  }
}

/** The name of a module in the rooms.ts beside it, where it is a room. */
function doorOf(module: string): string | undefined {
  const list = path.join(path.dirname(module), 'rooms.ts')
  if (!existsSync(list)) return undefined
  return parseRoomsFile(readFileSync(list, 'utf8'), list).find(
    ({ from }) => path.resolve(path.dirname(list), from) === module,
  )?.name
}
