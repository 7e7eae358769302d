/** The plugin on a small package. The output is loaded and used in both module systems. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from 'tsdown'
import { afterEach, describe, expect, it } from 'vitest'
import { lazyRooms } from './lazy-rooms.ts'

const FORWARD = readFileSync(path.resolve('src/core/world/forward.ts'), 'utf8')

const rooms = (...doors: readonly (readonly [name: string, from: string])[]): string =>
  [
    ...doors.map(([name, from]) => `import * as ${name} from '${from}'`),
    'export const rooms = {',
    ...doors.map(([name]) => `  ${name}: (): typeof ${name} => ${name},`),
    '}',
    '',
  ].join('\n')

const SOURCES: Readonly<Record<string, string>> = {
  'core/world/forward.ts': FORWARD,
  'core/world/world.ts': `
    export class MisuseError extends Error {}
    export const log: string[] = []
    export const note = (text: string): void => void log.push(text)`,
  'core/arn.ts': "export const arn = (name: string): string => 'arn:' + name",
  'bucket/rooms.ts': rooms(['bucket', './index.ts'], ['lifeCycle', './life-cycle/index.ts']),
  'bucket/index.ts': `
    import { createHash } from 'node:crypto'
    import { arn } from '../core/arn.ts'
    import { MisuseError, note } from '../core/world/world.ts'
    import { rooms } from './rooms.ts'
    import { keyOf } from './keys.ts'
    export class Bucket {
      readonly name: string
      constructor(name: string) {
        this.name = name
        note('made ' + arn(name))
      }
      put(key: string): string {
        if (key === '') throw new MisuseError('An empty key.')
        return createHash('md5').update(keyOf(key)).digest('hex')
      }
      expire(): string {
        return rooms.lifeCycle().expire(this.name)
      }
    }
    export const createBucket = (name: string): Bucket => new Bucket(name)`,
  'bucket/keys.ts': "export const keyOf = (key: string): string => 'key ' + key",
  'bucket/life-cycle/index.ts': `
    import { keyOf } from '../keys.ts'
    export const expire = (note: string): string => keyOf(note) + ' expired'`,
  'queue/rooms.ts': rooms(['queue', './index.ts'], ['os', 'node:os']),
  'queue/index.ts': `
    import { arn } from '../core/arn.ts'
    import { log } from '../core/world/world.ts'
    import { rooms } from './rooms.ts'
    export const send = (): string => {
      log.push('sent')
      return arn('queue') + rooms.os().EOL
    }`,
  'index.ts': `export { Bucket, createBucket, type Bucket as Handle } from './bucket/index.ts'
export { send } from './queue/index.ts'
export { log, MisuseError } from './core/world/world.ts'
`,
  'auto.ts':
    "import { note } from './core/world/world.ts'\nnote('auto')\nexport const isAuto = true\n",
}

let folder = ''
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function buildPackage(changes: Readonly<Record<string, string>> = {}): Promise<void> {
  folder = mkdtempSync(path.join(tmpdir(), 'lazy-rooms-'))
  for (const [name, source] of Object.entries({ ...SOURCES, ...changes })) {
    mkdirSync(path.dirname(path.join(folder, 'src', name)), { recursive: true })
    writeFileSync(path.join(folder, 'src', name), source)
  }
  const entry = { index: path.join(folder, 'src/index.ts'), auto: path.join(folder, 'src/auto.ts') }
  writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}')
  const { plugin, outputOptions } = lazyRooms(entry)
  await build({
    config: false,
    cwd: folder,
    entry,
    format: 'cjs',
    platform: 'node',
    outDir: path.join(folder, 'dist'),
    dts: false,
    tsconfig: false,
    logLevel: 'silent',
    plugins: [plugin],
    outputOptions,
  })
}

const built = (name: string): string => readFileSync(path.join(folder, 'dist', name), 'utf8')

/** Runs a module in the package's folder. Returns what it prints. */
function run(code: string): unknown {
  writeFileSync(path.join(folder, 'use.mjs'), code)
  return JSON.parse(execFileSync(process.execPath, ['use.mjs'], { cwd: folder, encoding: 'utf8' }))
}

describe('lazyRooms', () => {
  it('writes a core, a file per room and part, and ES modules in front', async () => {
    await buildPackage()
    expect(readdirSync(path.join(folder, 'dist')).sort()).toEqual([
      ...['auto.cjs', 'auto.mjs', 'core.cjs', 'index.cjs', 'index.mjs', 'rooms'],
    ])
    // Two rooms need core/arn.ts, and nothing else does.
    expect(readdirSync(path.join(folder, 'dist/rooms')).sort()).toEqual([
      ...['bucket.cjs', 'life-cycle.cjs', 'queue.cjs', 'shared-core.cjs'],
    ])
    expect(built('rooms/bucket.cjs')).toContain('const keyOf =')
    expect(built('rooms/life-cycle.cjs')).toMatch(/const \{ keyOf \} = loadRoom\("bucket\.cjs"\)/)
    expect(built('core.cjs')).toMatch(/^'use strict'/)
    expect(built('rooms/queue.cjs')).toMatch(/^'use strict'/)
  })

  it('loads a room at first use, and has one copy of it', async () => {
    await buildPackage()
    const found = run(`
      import { createRequire } from 'node:module'
      const require = createRequire(import.meta.url)
      const esm = await import('./dist/index.mjs')
      await import('./dist/auto.mjs')
      const cjs = require('./dist/index.cjs')
      const loaded = () => Object.keys(require.cache).filter((file) => /rooms[\\\\/][^\\\\/]+$/.test(file)).map((file) => file.replace(/.*[\\\\/]/, ''))
      const steps = [loaded()]
      const bucket = esm.createBucket('a')
      steps.push(loaded())
      class Own extends cjs.Bucket {}
      const own = new Own('b')
      steps.push(bucket.expire(), loaded())
      let refusal
      try { bucket.put('') } catch (error) { refusal = error }
      console.log(JSON.stringify({
        steps,
        log: cjs.log,
        same: esm.Bucket === cjs.Bucket && esm.MisuseError === cjs.MisuseError,
        kinds: [bucket instanceof esm.Bucket, own instanceof esm.Bucket, bucket instanceof Own, refusal instanceof cjs.MisuseError],
        frame: /rooms[\\\\/]bucket\\.cjs:\\d+/.test(refusal.stack),
        sent: esm.send(),
      }))`)
    expect(found).toEqual({
      steps: [
        [],
        ['bucket.cjs', 'shared-core.cjs'],
        'key a expired',
        ['bucket.cjs', 'shared-core.cjs', 'life-cycle.cjs'],
      ],
      log: ['auto', 'made arn:a', 'made arn:b', 'sent'],
      same: true,
      kinds: [true, true, false, true],
      frame: true,
      sent: 'arn:queue\n',
    })
  })

  it('gives a room the core that loads it, even after a reset of the module registry', async () => {
    await buildPackage()
    const found = run(`
      import { createRequire } from 'node:module'
      const require = createRequire(import.meta.url)
      const old = require('./dist/index.cjs')
      for (const file of Object.keys(require.cache)) delete require.cache[file]
      const fresh = require('./dist/index.cjs')
      old.createBucket('a')
      fresh.send()
      console.log(JSON.stringify([old.log, fresh.log]))`)
    expect(found).toEqual([['made arn:a'], ['sent']])
  })

  it('loads a room together with the rooms that it imports', async () => {
    await buildPackage({
      'queue/index.ts':
        "import { createBucket } from '../bucket/index.ts'\nexport const send = () => createBucket('q').name",
    })
    expect(built('rooms/queue.cjs')).toMatch(/const \{ createBucket \} = loadRoom\("bucket\.cjs"\)/)
    const found = run(
      "import { send } from './dist/index.mjs'\nconsole.log(JSON.stringify(send()))",
    )
    expect(found).toBe('q')
  })

  it('finds the rooms.ts of an export in the folders above it', async () => {
    await buildPackage({
      'index.ts': `${SOURCES['index.ts']}export { expire } from './bucket/life-cycle/index.ts'\n`,
    })
    const found = run(
      "import { expire } from './dist/index.mjs'\nconsole.log(JSON.stringify(expire('a')))",
    )
    expect(found).toBe('key a expired')
  })

  it('reports a room that cannot be read', async () => {
    await buildPackage()
    rmSync(path.join(folder, 'dist/rooms/queue.cjs'))
    const found = run(`
      import { send } from './dist/index.mjs'
      let refusal
      try { send() } catch (error) { refusal = error }
      console.log(JSON.stringify([refusal.message, refusal.cause.code]))`)
    expect(found).toEqual([
      expect.stringMatching(/could not read .*queue\.cjs.*Is the file system mocked\?/),
      'MODULE_NOT_FOUND',
    ])
  })

  it.each([
    [
      'an unknown line in a rooms.ts',
      { 'queue/rooms.ts': `${rooms(['queue', './index.ts'])}export const more = 1\n` },
      /queue.rooms\.ts: line 5 is not a line of a rooms\.ts/,
    ],
    [
      'two rooms with one name',
      { 'queue/rooms.ts': rooms(['bucket', './index.ts']) },
      /two rooms named 'bucket'/,
    ],
    [
      'a room that is loaded with the package',
      { 'auto.ts': "import { send } from './queue/index.ts'\nsend()\n" },
      /always loads imports a room: .*auto\.ts -> .*queue.index\.ts/,
    ],
    [
      'a part that its room imports',
      {
        'bucket/keys.ts':
          "import { expire } from './life-cycle/index.ts'\nexport const keyOf = expire",
      },
      /imports its part: .*bucket.index\.ts -> .*keys\.ts -> .*life-cycle.index\.ts/,
    ],
    [
      'rooms that import each other',
      {
        'queue/index.ts':
          "import { createBucket } from '../bucket/index.ts'\nexport const send = () => createBucket('q')",
        'bucket/keys.ts': "import { send } from '../queue/index.ts'\nexport const keyOf = send",
      },
      /Rooms import each other/,
    ],
  ])('refuses %s', async (_what, changes, message) => {
    await expect(buildPackage(changes)).rejects.toThrow(message)
  })
})
