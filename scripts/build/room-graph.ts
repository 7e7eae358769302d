/**
 * Which chunk each module goes into: the core, or the room that imports it. Of several rooms the one whose folder holds the doors of all others:
 * those are its parts.
 */
import path from 'node:path'

/** What the bundler knows about a module: its static imports, as ids. */
export type ModuleGraph = ReadonlyMap<string, readonly string[]>

/** The modules that a rooms.ts names, each with its name there. */
export type Rooms = ReadonlyMap<string, string>

export interface ChunkPlan {
  /** Name of the chunk of a module; undefined for an entry. */
  chunkOf(id: string): string | undefined
  /** 0 is the core; a chunk imports lower levels only. */
  levelOf(id: string): number | undefined
}

export const CORE = 'core'

/** Throws for a room that something imports all the same, and for rooms that import each other. `root`: the folder of the sources. */
export function planChunks(
  graph: ModuleGraph,
  entries: ReadonlySet<string>,
  rooms: Rooms,
  root: string,
): ChunkPlan {
  const chunks = new Map<string, string>()
  for (const id of reach(graph, entries)) if (!entries.has(id)) chunks.set(id, CORE)
  for (const id of rooms.keys()) {
    if (!chunks.has(id)) continue
    throw new Error(`A room is imported by what is always loaded: ${pathTo(graph, entries, id)}`)
  }
  for (const [id, doors] of usersOf(graph, rooms, chunks)) {
    const owner = doors.find((room) => doors.every((part) => part === room || isPart(part, room)))
    chunks.set(id, owner === undefined ? sharedChunk(id, root) : (rooms.get(owner) ?? owner))
  }
  for (const [id, name] of rooms) {
    if (chunks.get(id) !== name) throw new Error(`A room is imported by another one: ${id}`)
  }
  const levels = levelsOf(graph, chunks)
  return {
    chunkOf: (id) => chunks.get(id),
    levelOf: (id) => levels.get(chunks.get(id) ?? ''),
  }
}

/** Everything that static imports lead to. */
function reach(graph: ModuleGraph, from: Iterable<string>): ReadonlySet<string> {
  const seen = new Set(from)
  // A set hands out what is added while it is walked.
  for (const id of seen) for (const next of graph.get(id) ?? []) seen.add(next)
  return seen
}

/** For each module outside the core the doors of the rooms that import it. */
function usersOf(
  graph: ModuleGraph,
  rooms: Rooms,
  core: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>()
  for (const door of rooms.keys()) {
    for (const id of reach(graph, [door])) {
      if (!core.has(id)) users.set(id, [...(users.get(id) ?? []), door])
    }
  }
  return users
}

/** What rooms share that are no parts of each other, by the folder it is in: `shared-protocol`. */
const sharedChunk = (id: string, root: string): string =>
  `shared-${String(path.relative(root, id).split(path.sep)[0])}`

/** `dynamodb/partiql/index.ts` of `dynamodb/index.ts`. */
function isPart(part: string, room: string): boolean {
  const folder = /^(.*[\\/])index\.ts$/.exec(room)?.[1]
  return folder !== undefined && part.startsWith(folder)
}

function levelsOf(
  graph: ModuleGraph,
  chunks: ReadonlyMap<string, string>,
): ReadonlyMap<string, number> {
  const below = new Map<string, Set<string>>([[CORE, new Set()]])
  for (const [id, from] of chunks) {
    const lower = below.get(from) ?? new Set()
    below.set(from, lower)
    for (const next of graph.get(id) ?? []) {
      const to = chunks.get(next)
      if (to !== undefined && to !== from) lower.add(to)
    }
  }
  const levels = new Map<string, number>()
  const visit = (chunk: string, path: readonly string[]): number => {
    const known = levels.get(chunk)
    if (known !== undefined) return known
    const way = [...path, chunk]
    if (path.includes(chunk)) throw new Error(`Rooms import each other: ${way.join(' -> ')}`)
    const level = 1 + Math.max(-1, ...[...(below.get(chunk) ?? [])].map((next) => visit(next, way)))
    levels.set(chunk, level)
    return level
  }
  for (const chunk of below.keys()) visit(chunk, [])
  return levels
}

/** How an entry comes to import a module. */
function pathTo(graph: ModuleGraph, entries: Iterable<string>, wanted: string): string {
  const importers = new Map<string, string | undefined>([...entries].map((id) => [id, undefined]))
  for (const id of importers.keys()) {
    for (const next of graph.get(id) ?? []) if (!importers.has(next)) importers.set(next, id)
  }
  const path: string[] = []
  for (let at: string | undefined = wanted; at !== undefined; at = importers.get(at))
    path.unshift(at)
  return path.join(' -> ')
}
