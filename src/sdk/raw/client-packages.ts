/**
 * Loads the user's client packages, for raw calls to services whose wire format only their schemas
 * know.
 */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { UnsupportedError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import type { AwsService } from '../../protocol/routing/aws-services.ts'
import {
  isOperationSchema,
  type OperationSchema,
  type SchemaConfig,
} from '../../protocol/operation-schema.ts'
import type { ClientConfig } from '../answer/operation-context.ts'
import { hasProtocol } from '../answer/schema-of-call.ts'
import { hermeticConfig } from '../client/config.ts'

export interface ClientSchemas {
  readonly config: ClientConfig & SchemaConfig
  readonly operations: readonly OperationSchema[]
}

type ClientModule = Record<string, unknown>
type ClientClass = new (config: object) => { readonly config: ClientConfig & Partial<SchemaConfig> }

const own = createRequire(import.meta.url)

/** Loads the package from the project under test, or from this package's own dependencies. */
function load(name: string): ClientModule | undefined {
  for (const require of [createRequire(join(process.cwd(), 'package.json')), own]) {
    try {
      return require(name) as ClientModule
    } catch (error) {
      // Not installed here. Any other error is the package's own.
      if (Reflect.get(Object(error), 'code') !== 'MODULE_NOT_FOUND') throw error
    }
  }
  return undefined
}

const known = new WeakMap<ClientModule, ClientSchemas>()

/**
 * Returns the schemas of a service's client.
 *
 * @throws UnsupportedError naming the package when it is missing or too old
 */
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
  if (!hasProtocol(config)) return undefined
  const operations = Object.values(module).filter(isOperationSchema)
  const schemas: ClientSchemas = { config, operations }
  known.set(module, schemas)
  return schemas
}
