// Compiles and runs a strict project against the packed package, as ESM and CommonJS: the
// experience of `npm install miniregion`.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const require = createRequire(import.meta.url)
const folder = mkdtempSync(join(tmpdir(), 'miniregion-consumer-'))
const run = (command, args) => execFileSync(command, args, { cwd: folder, stdio: 'inherit' })
const versionOf = (name) => require(join(root, 'node_modules', name, 'package.json')).version

try {
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: root,
    encoding: 'utf8',
  })
  cpSync(join(root, 'test/consumer'), folder, { recursive: true })
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({
      private: true,
      dependencies: {
        miniregion: `file:./${packed.trim().split('\n').at(-1)}`,
        '@aws-sdk/client-dynamodb': versionOf('@aws-sdk/client-dynamodb'),
        '@types/node': versionOf('@types/node'),
        typescript: versionOf('typescript'),
      },
    }),
  )
  run('npm', ['install', '--no-audit', '--no-fund', '--silent'])
  run('npx', ['tsc', '--project', '.'])
  run(process.execPath, ['out/orders.mjs'])
  run(process.execPath, ['out/orders.cjs'])
  console.log('2 passed, 0 failed')
} finally {
  rmSync(folder, { recursive: true, force: true })
}
