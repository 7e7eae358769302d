/**
 * Build plugin: one CommonJS copy of the package, rooms that load at first use, ES modules in front
 * (docs/decisions/0011).
 *
 * - The static imports of the entries become `core.cjs`. A room in a rooms.ts becomes a separate
 *   chunk (rooms-file.ts, room-graph.ts).
 * - A room's chunk is `module.exports = (load) => exports`. It receives the core that loads it.
 *   With its own `require` it would find another core after a reset of the module registry (Jest's
 *   resetModules and isolateModules).
 * - Each entry has an .mjs whose names are constants of its .cjs, so `import` and `require` return
 *   the same copy.
 */
import path from 'node:path'
import type { Rolldown, TsdownPlugin } from 'tsdown'
import { CORE, planChunks, type ChunkPlan } from './room-graph.ts'
import { isOwnRoom, isRoomsFile, parseRoomsFile, printRoomsFile } from './rooms-file.ts'
import { constantsOf, forwardExports } from './forward-exports.ts'
import { printChunks, printFacade, RUNTIME } from './print-chunks.ts'

type Groups = NonNullable<
  Exclude<Rolldown.OutputOptions['codeSplitting'], boolean | undefined>
>['groups']

export interface LazyRooms {
  readonly plugin: TsdownPlugin
  readonly outputOptions: Rolldown.OutputOptions
}

/** More levels of rooms inside rooms than anyone needs. */
const MOST_LEVELS = 10

/**
 * `entries`: names and files of the package's entries. `facades`: the text of an .mjs with more
 * than constants of its .cjs.
 */
export function lazyRooms(
  entries: Readonly<Record<string, string>>,
  facades: Readonly<Record<string, string>> = {},
): LazyRooms {
  const entryIds = new Set(Object.values(entries).map((file) => path.resolve(file)))
  const root = path.dirname([...entryIds][0] ?? '')
  const rooms = new Map<string, string>()
  const names = new Set<string>()
  const constants = new Map<string, string>()
  let plan: ChunkPlan | undefined
  const planned = (): ChunkPlan => {
    if (!plan) throw new Error('The plugin has to know the modules before chunks are named.')
    return plan
  }

  const plugin: TsdownPlugin = {
    name: 'lazy-rooms',

    resolveId(source, importer) {
      if (importer === undefined || !entryIds.has(importer)) return undefined
      const id = path.resolve(path.dirname(importer), source)
      return constants.has(id) ? id : undefined
    },

    load(id) {
      return constants.get(id)
    },

    transform(code, id) {
      if (entryIds.has(id)) {
        const forwarded = forwardExports(code, id)
        if (!forwarded) return undefined
        constants.set(constantsOf(id), forwarded.constants)
        return { code: forwarded.entry, moduleType: 'ts', map: null }
      }
      if (!isRoomsFile(id)) return undefined
      const doors = parseRoomsFile(code, id)
      for (const { name, from } of doors.filter(isOwnRoom)) {
        const file = toFileName(name)
        if (names.has(file)) throw new Error(`${id}: there are two rooms named '${name}'`)
        names.add(file)
        rooms.set(path.resolve(path.dirname(id), from), file)
      }
      return { code: printRoomsFile(doors), moduleType: 'js', map: null }
    },

    buildEnd(error) {
      if (error) return
      const graph = new Map<string, readonly string[]>()
      for (const id of this.getModuleIds()) {
        const imported = this.getModuleInfo(id)?.importedIds ?? []
        // Packages and builtins are not bundled.
        graph.set(id, imported.filter(path.isAbsolute))
      }
      plan = planChunks(graph, entryIds, rooms, root)
    },

    // At the very end, because the bundler's work on a chunk after `renderChunk` would undo some of
    // it.
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((each) => each.type === 'chunk')
      for (const chunk of chunks) checkModules(chunk, planned())
      printChunks(chunks)
      for (const chunk of chunks) {
        if (chunk.name === RUNTIME) delete bundle[chunk.fileName]
        if (!chunk.isEntry) continue
        const source = facades[chunk.name] ?? printFacade(chunk, chunk.exports)
        this.emitFile({ type: 'asset', fileName: `${chunk.name}.mjs`, source })
      }
    },
  }

  // Lower levels first, because a group includes the modules that its modules import.
  const groups: Groups = Array.from({ length: MOST_LEVELS }, (_, level) => ({
    name: (id: string) => planned().chunkOf(id) ?? CORE,
    test: (id: string) => planned().levelOf(id) === level,
    priority: MOST_LEVELS - level,
  }))
  return {
    plugin,
    outputOptions: {
      // A default export alone would become module.exports, which declarations cannot describe.
      exports: 'named',
      entryFileNames: '[name].cjs',
      chunkFileNames: ({ name }) => (name === CORE ? '[name].cjs' : 'rooms/[name].cjs'),
      codeSplitting: { groups },
    },
  }
}

/** Returns `dynamodb-streams` for `dynamodbStreams`. */
const toFileName = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/**
 * Checks that the bundler put each module into the planned chunk. Otherwise a room would load more,
 * or less, than planned.
 */
function checkModules({ name, isEntry, moduleIds }: Rolldown.OutputChunk, plan: ChunkPlan): void {
  for (const id of moduleIds) {
    const planned = id.startsWith('\0rolldown/') ? RUNTIME : plan.chunkOf(id)
    if (planned !== (isEntry ? undefined : name)) {
      throw new Error(`${id} is in the chunk '${name}', but belongs to '${planned ?? 'its entry'}'`)
    }
  }
}
