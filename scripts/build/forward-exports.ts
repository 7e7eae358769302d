/**
 * What an entry exports from a room must not load the room: `export { Table } from './dynamodb/index.ts'` becomes a constant that forwards to it
 * (src/core/forward.ts). In the source, and in the declaration files made of it, it stays the export that it is.
 */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseRoomsFile } from './rooms-file.ts'

const EXPORT = /^export \{([^}]*)\} from '(\.[^']+)'$/gm

/** `file` is in src/. */
export function forwardExports(
  code: string,
  file: string,
): { code: string; moduleType: 'ts'; map: null } {
  let count = 0
  const rewritten = code.replace(EXPORT, (text, list: string, from: string) => {
    const door = doorOf(path.resolve(path.dirname(file), from))
    if (door === undefined) return text
    const names = list
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type '))
    const rooms = `rooms${count++}`
    return [
      `import { rooms as ${rooms} } from '${path.posix.dirname(from)}/rooms.ts'`,
      ...names.map(
        (name) => `export const ${name} = forward('${name}', () => ${rooms}.${door}().${name})`,
      ),
    ].join('\n')
  })
  const head = count > 0 ? `import { forward } from './core/forward.ts'\n` : ''
  return { code: head + rewritten, moduleType: 'ts', map: null }
}

/** The name of a module in the rooms.ts beside it, where it is a room. */
function doorOf(module: string): string | undefined {
  const list = path.join(path.dirname(module), 'rooms.ts')
  if (!existsSync(list)) return undefined
  return parseRoomsFile(readFileSync(list, 'utf8'), list).find(
    ({ from }) => path.resolve(path.dirname(list), from) === module,
  )?.name
}
