/**
 * Build plugin: one CommonJS copy of the package, rooms that load when they are first used, ES modules in front (docs/decisions/0011).
 *
 * - What the entries import statically becomes `core.cjs`. A room that a rooms.ts names becomes a chunk of its own (rooms-file.ts, room-graph.ts).
 * - A room's chunk is `module.exports = (load) => exports`. It is given the core that loads it: a `require` of its own would find another core where
 *   a module registry was reset meanwhile (Jest's resetModules and isolateModules).
 * - Each entry gets an .mjs whose names are constants of its .cjs: whoever imports and whoever requires has the same copy.
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

/** More rooms inside rooms than anybody can follow. */
const MOST_LEVELS = 10

/** `entries`: names and files of the package's entries. `facades`: the text of an .mjs that is more than constants of its .cjs. */
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
    if (!plan) throw new Error('Chunks are named before the modules are known.')
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
        // Packages and builtins stay outside.
        graph.set(id, imported.filter(path.isAbsolute))
      }
      plan = planChunks(graph, entryIds, rooms, root)
    },

    // At the very end: what the bundler does to a chunk after `renderChunk` would undo some of it.
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

  // The lower levels first: a group takes along what its modules import.
  const groups: Groups = Array.from({ length: MOST_LEVELS }, (_, level) => ({
    name: (id: string) => planned().chunkOf(id) ?? CORE,
    test: (id: string) => planned().levelOf(id) === level,
    priority: MOST_LEVELS - level,
  }))
  return {
    plugin,
    outputOptions: {
      entryFileNames: '[name].cjs',
      chunkFileNames: ({ name }) => (name === CORE ? '[name].cjs' : 'rooms/[name].cjs'),
      codeSplitting: { groups },
    },
  }
}

/** `dynamodbStreams` is in `dynamodb-streams.cjs`. */
const toFileName = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** The bundler may put a module elsewhere; a room would then load more, or less, than it says. */
function checkModules({ name, isEntry, moduleIds }: Rolldown.OutputChunk, plan: ChunkPlan): void {
  for (const id of moduleIds) {
    const planned = id.startsWith('\0rolldown/') ? RUNTIME : plan.chunkOf(id)
    if (planned !== (isEntry ? undefined : name)) {
      throw new Error(`${id} is in the chunk '${name}', and belongs to '${planned ?? 'its entry'}'`)
    }
  }
}
