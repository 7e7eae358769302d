/**
 * The first layer of `miniregion/auto`: adopts every SDK client at its first send, including those
 * created before at module level.
 */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { currentWorld } from '../../core/world/context.ts'
import { adoptConfig, isAdopted } from '../client/adopt.ts'
import type { ClientConfig } from '../answer/operation-context.ts'
import { BELOW } from './below.ts'

/** The modules that have contained the SDK's `Client` over the years. */
const HOMES = ['@smithy/core/client', '@smithy/smithy-client', '@aws-sdk/smithy-client']

interface ClientPrototype {
  send(this: { config?: object }, ...args: unknown[]): unknown
}

interface ClientModule {
  readonly Client?: { readonly prototype: ClientPrototype }
}

/** Keeps the method that it covers, so that a newer copy of this package replaces an older one. */
type Send = ClientPrototype['send'] & { [BELOW]?: Send }

export interface ClientPatches {
  /**
   * Patches the copies of the SDK that are visible now. More may follow (a reset module registry).
   */
  apply(): void
  /** Restores every `send`. */
  undo(): void
}

/**
 * Sent on to the network with `unhandled: 'bypass'`. Such a client keeps its own signer,
 * credentials and endpoint.
 */
function isBypassed(
  config: ClientConfig & { protocolSettings?: { defaultNamespace?: string } },
): boolean {
  const { options, services, stubs } = currentWorld()
  if (options.unhandled !== 'bypass') return false
  const namespace = config.protocolSettings?.defaultNamespace
  const isSimulated = services.some(
    (service) => service.namespace === namespace || service.title === config.serviceId,
  )
  return !isSimulated && !stubs?.operations.some((operation) => operation.namespace === namespace)
}

export function createClientPatches(): ClientPatches {
  const undos = new Map<ClientPrototype, () => void>()

  const patch = (prototype: ClientPrototype): void => {
    if (undos.has(prototype)) return
    const current = prototype.send as Send
    const send = current[BELOW] ?? current
    const adopting: Send = function (this: { config?: object }, ...args) {
      const { config } = this
      if (config && !isAdopted(config) && !isBypassed(config)) adoptConfig(config, currentWorld)
      return send.apply(this, args)
    }
    adopting[BELOW] = send
    prototype.send = adopting
    undos.set(prototype, () => {
      if (prototype.send === adopting) prototype.send = send
    })
  }

  return {
    apply() {
      for (const module of visibleCopies()) if (module.Client) patch(module.Client.prototype)
    },
    undo() {
      for (const undo of undos.values()) undo()
      undos.clear()
    },
  }
}

const own = createRequire(import.meta.url)

/** Returns the copies that this package, the project under test and the process have loaded. */
function visibleCopies(): ClientModule[] {
  const project = createRequire(join(process.cwd(), 'package.json'))
  const copies = [own, project, ...clientRequires(project)].flatMap((require) =>
    HOMES.map((home) => tryLoad(require, home)),
  )
  return [...copies, ...loadedCopies(project)].filter((copy) => copy !== undefined)
}

/**
 * Returns the SDK's packages as the installed clients see them, because strict package managers
 * hide them from the project.
 */
const clientRequires = (project: NodeJS.Require): NodeJS.Require[] =>
  ['@aws-sdk/client-dynamodb', '@aws-sdk/client-lambda'].flatMap((name) => {
    try {
      return [createRequire(project.resolve(name))]
    } catch {
      // Not installed here.
      return []
    }
  })

function tryLoad(require: NodeJS.Require, name: string): ClientModule | undefined {
  try {
    return require(name) as ClientModule
  } catch {
    // Not installed here, or not in this version. Other copies may be.
    return undefined
  }
}

const COPY =
  /[\\/](@smithy[\\/](core[\\/].*[\\/]client|smithy-client)|@aws-sdk[\\/]smithy-client)[\\/]/

/** Finds copies in unexpected places. Jest shows no cache; there the interceptors answer. */
function loadedCopies(require: NodeJS.Require): ClientModule[] {
  return Object.keys(require.cache ?? {})
    .filter((file) => COPY.test(file))
    .map((file) => require.cache[file]?.exports as ClientModule)
    .filter((exports) => typeof exports?.Client === 'function')
}
