/** User pools of a case, with their clients, users, domains and resource servers. */
import {
  CognitoIdentityProviderClient,
  CreateResourceServerCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Json } from './case.ts'
import type { CaseWorld, Part } from './part.ts'
import { resolve } from './sdk-world.ts'

interface GivenPool {
  readonly clients?: Readonly<Record<string, object>>
  readonly users?: Readonly<Record<string, object>>
  readonly resourceServers?: Readonly<Record<string, readonly string[]>>
  readonly domain?: string
}

async function createPools(world: CaseWorld, pools: Json): Promise<void> {
  const sdk = new CognitoIdentityProviderClient(world.region.sdk)
  const all = Object.entries(pools as unknown as Record<string, GivenPool>)
  for (const [PoolName, { clients, users, resourceServers, domain, ...settings }] of all) {
    const members = resolve(world, settings as Json) as object
    const { UserPool } = await sdk.send(new CreateUserPoolCommand({ PoolName, ...members }))
    const UserPoolId = UserPool?.Id
    if (domain !== undefined)
      await sdk.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: domain }))
    for (const [Identifier, names] of Object.entries(resourceServers ?? {})) {
      const Scopes = names.map((ScopeName) => ({ ScopeName, ScopeDescription: ScopeName }))
      await sdk.send(
        new CreateResourceServerCommand({ UserPoolId, Identifier, Name: Identifier, Scopes }),
      )
    }
    for (const [ClientName, given] of Object.entries(clients ?? {})) {
      const client = resolve(world, given as Json) as object
      const created = await sdk.send(
        new CreateUserPoolClientCommand({ UserPoolId, ClientName, ...client }),
      )
      world.kept.set(`user pool client ${ClientName}`, created.UserPoolClient?.ClientId)
    }
    const handle = world.region.userPool(PoolName)
    for (const [name, options] of Object.entries(users ?? {})) handle.addUser(name, options)
  }
  sdk.destroy()
}

export const userPoolsWorld: Part = { given: { userPools: createPools } }
