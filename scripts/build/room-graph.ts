/**
 * Assigns each module to a chunk: the core, or the room that imports it. If several rooms import a
 * module, it goes to the room that the others load anyway: they are parts of that room, in its
 * folder, or they import it. Otherwise the module goes to a chunk that these rooms share.
 */
import path from 'node:path'

/** The bundler's knowledge of modules: their static imports, as ids. */
export type ModuleGraph = ReadonlyMap<string, readonly string[]>

/** The modules named in a rooms.ts, each with its name there. */
export type Rooms = ReadonlyMap<string, string>

export interface ChunkPlan {
  /** Returns the name of a module's chunk, or undefined for an entry. */
  chunkOf(id: string): string | undefined
  /** 0 is the core. A chunk imports only lower levels. */
  levelOf(id: string): number | undefined
}

export const CORE = 'core'

/**
 * Plans the chunks. `root`: the folder of the sources. Throws for a room that loads with the
 * package, for a part that loads with its room, and for rooms that import each other.
 */
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
    throw new Error(`A module that always loads imports a room: ${pathTo(graph, entries, id)}`)
  }
  const reached = new Map([...rooms.keys()].map((door) => [door, reach(graph, [door])]))
  for (const [part, room] of pairs([...rooms.keys()])) {
    if (!isPart(part, room) || !reached.get(room)?.has(part)) continue
    throw new Error(`A room imports its part: ${pathTo(graph, [room], part)}`)
  }
  const needs = (user: string, door: string): boolean =>
    user === door || isPart(user, door) || reached.get(user)?.has(door) === true
  for (const [id, users] of usersOf(reached, chunks)) {
    const owner = users.find((door) => users.every((user) => needs(user, door)))
    chunks.set(id, (owner && rooms.get(owner)) ?? sharedChunk(id, users, root))
  }
  for (const [id, name] of rooms) {
    if (chunks.get(id) === name) continue
    throw new Error(`Rooms import each other: ${name} -> ${String(chunks.get(id))} -> ${name}`)
  }
  const levels = levelsOf(graph, chunks)
  return {
    chunkOf: (id) => chunks.get(id),
    levelOf: (id) => levels.get(chunks.get(id) ?? ''),
  }
}

/** Returns every module that static imports lead to. */
function reach(graph: ModuleGraph, from: Iterable<string>): ReadonlySet<string> {
  const seen = new Set(from)
  // A set yields entries that are added during the iteration.
  for (const id of seen) for (const next of graph.get(id) ?? []) seen.add(next)
  return seen
}

const pairs = (doors: readonly string[]): (readonly [string, string])[] =>
  doors.flatMap((one) => doors.map((other) => [one, other] as const))

/** Returns the rooms that import each module outside the core. */
function usersOf(
  reached: ReadonlyMap<string, ReadonlySet<string>>,
  core: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>()
  for (const [door, ids] of reached) {
    for (const id of ids) if (!core.has(id)) users.set(id, [...(users.get(id) ?? []), door])
  }
  return users
}

/**
 * Names a chunk after the folder under the sources: `shared-protocol`. Parts of one room share a
 * chunk for each of its folders: `shared-dynamodb-reads`. So do rooms for each folder of the core,
 * of which a room needs only some: `shared-core-delivery`.
 */
function sharedChunk(id: string, users: readonly string[], root: string): string {
  const [folder = '', part = ''] = path.relative(root, id).split(path.sep)
  const isInside = users.every((user) => user.startsWith(path.join(root, folder) + path.sep))
  const isApart = (folder === CORE || isInside) && !part.endsWith('.ts')
  return isApart ? `shared-${folder}-${part}` : `shared-${folder}`
}

/** Whether a room is inside another one: `dynamodb/partiql/index.ts` in `dynamodb/index.ts`. */
function isPart(part: string, room: string): boolean {
  const folder = /^(.*[\\/])index\.ts$/.exec(room)?.[1]
  return folder !== undefined && part !== room && part.startsWith(folder)
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

/** Returns the chain of imports from an entry to a module. */
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
