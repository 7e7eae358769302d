// npm run models writes src/<room>/api/model.ts (or api/models/<model>.ts) of every service in services.ts.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { sourceOf, targetOf } from './source.ts'
import { SERVICES } from './services.ts'

for (const service of SERVICES) {
  const target = fileURLToPath(targetOf(service))
  const options = await resolveConfig(target)
  const source = await format(sourceOf(service), { ...options, filepath: target })
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, source)
  console.log(`${service.model}: ${(source.length / 1024).toFixed(1)} KB`)
}
