/** The user's own client packages, for raw calls to services whose wire form only their schemas know. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { UnsupportedError } from '../../core/errors.ts'
import type { World } from '../../core/world.ts'
import type { AwsService } from '../../protocol/aws-services.ts'
import {
  isOperationSchema,
  type OperationSchema,
  type SchemaConfig,
} from '../../protocol/operation-schema.ts'
import type { ClientConfig } from '../answer/operation-context.ts'
import { hermeticConfig } from '../client/config.ts'

export interface ClientSchemas {
  readonly config: ClientConfig & SchemaConfig
  readonly operations: readonly OperationSchema[]
}

type ClientModule = Record<string, unknown>
type ClientClass = new (config: object) => { readonly config: ClientConfig & Partial<SchemaConfig> }

const own = createRequire(import.meta.url)

/** The package as the project under test has it, or as this one has it. */
function load(name: string): ClientModule | undefined {
  for (const require of [createRequire(join(process.cwd(), 'package.json')), own]) {
    try {
      return require(name) as ClientModule
    } catch (error) {
      // Not installed here. Anything else is the package's own failure.
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error
    }
  }
  return undefined
}

const known = new WeakMap<ClientModule, ClientSchemas>()

/** Throws an UnsupportedError that names the package when it is missing or too old. */
export function schemasOf(world: World, service: AwsService): ClientSchemas {
  const module = load(service.package)
  const schemas = module && (known.get(module) ?? readSchemas(world, module, service))
  if (schemas) return schemas
  const hint = `Raw calls to it need ${service.package} (3.972 or newer) to be installed beside the test.`
  throw world.refuse(new UnsupportedError({ service: service.title }, hint))
}

function readSchemas(
  world: World,
  module: ClientModule,
  service: AwsService,
): ClientSchemas | undefined {
  const Client = module[service.client] as ClientClass
  const { config } = new Client({ region: world.options.region, ...hermeticConfig(() => world) })
  if (typeof config.protocol !== 'object') return undefined
  const operations = Object.values(module).filter(isOperationSchema)
  const schemas: ClientSchemas = { config: config as ClientConfig & SchemaConfig, operations }
  known.set(module, schemas)
  return schemas
}
