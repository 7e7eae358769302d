// The SDK for durable functions needs Node 22, so the suite runs on the newer Nodes that npm installs.
import { spawnSync } from 'node:child_process'
import { nodes } from '../../nodes.mjs'

const newer = nodes().filter(([major]) => Number(major) >= 22)
if (newer.length === 0) console.log('Durable functions are left out: there is no Node 22.')
for (const [major, node] of newer) {
  console.log(`Node ${major}`)
  const { status } = spawnSync(node, ['--test', 'durable.test.mjs'], { stdio: 'inherit' })
  if (status !== 0) process.exit(1)
}
