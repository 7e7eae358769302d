/**
 * The rooms without their parts. One import of a part from its room, and every test that uses the
 * room compiles the part as well: a put reads half of DynamoDB's sources.
 */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { isRoomsFile } from './rooms-file.ts'

/** Imports and re-exports that load their module; those of types do not. */
const IMPORT =
  /^import (?!type )[^'"]*?from '(\.[^']+)'|^import '(\.[^']+)'|^export (?:\*|\{)[^'"}]*\}? ?from '(\.[^']+)'/gm

/** Returns the modules that load with a module, as paths below src/. */
function loadedWith(entry: string): ReadonlySet<string> {
  const seen = new Set([path.resolve('src', entry)])
  // A set yields entries that are added during the iteration.
  for (const file of seen) {
    if (isRoomsFile(file)) continue
    for (const [, ...from] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
      const next = path.resolve(path.dirname(file), from.join(''))
      if (existsSync(next)) seen.add(next)
    }
  }
  return new Set([...seen].map((file) => path.relative(path.resolve('src'), file)))
}

describe.each([
  [
    'dynamodb',
    [
      'cache/index.ts',
      'expressions/grammar/parser.ts',
      'expressions/evaluate.ts',
      'operations/global-tables/index.ts',
      'operations/items/query.ts',
      'operations/items/transact-write-items.ts',
      'operations/items/update-item.ts',
      'operations/tables/update-table.ts',
      'operations/transfers/index.ts',
      'partiql/grammar/tokenizer.ts',
      'replication/index.ts',
      'schema/update-indexes.ts',
      'table/content.ts',
      'table/faults.ts',
      'table/definition/from-properties.ts',
      'table/hints.ts',
      'table/options.ts',
      'table/read.ts',
      'table/replicas.ts',
      'template-replicas.ts',
    ],
  ],
  [
    'gateway',
    [
      'authorizers/index.ts',
      'build/integrations/index.ts',
      'integrations/index.ts',
      'serve/cors.ts',
      'serve/diagnostics.ts',
      'serve/rest-api.ts',
      'templates/index.ts',
      'velocity/index.ts',
    ],
  ],
  ['lambda', ['invoking/async-queue.ts', 'operations/index.ts', 'processes/index.ts']],
  ['region', ['inspector/inspector.ts', 'listen/process-server.ts', 'report/report.ts']],
])('the room %s', (room, parts) => {
  const loaded = loadedWith(`${room}/index.ts`)

  it('loads', () => {
    expect(loaded).toContain(`${room}/rooms.ts`)
  })

  it.each(parts)('does not load %s', (part) => {
    expect(existsSync(path.resolve('src', room, part))).toBe(true)
    expect(loaded).not.toContain(`${room}/${part}`)
  })
})
