/** The operations on identity providers. Nobody signs in with them yet: /oauth2/authorize refuses that by name. */
import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { duplicateProvider, invalidParameter, providerNotFound } from '../../errors.ts'
import { findPool, findProvider } from '../../pools/find.ts'
import {
  completeDetails,
  completeMapping,
  isSocial,
  missingDetail,
  type Details,
  type IdentityProvider,
  type ProviderType,
} from '../../settings/identity-providers.ts'
import type { CognitoState, StoredPool } from '../../state.ts'
import { accessTo, pageOf, type PoolInput } from '../parts.ts'

interface ProviderInput extends PoolInput {
  readonly ProviderName: string
}

interface SettingsInput extends ProviderInput {
  readonly ProviderDetails?: Details
  readonly AttributeMapping?: Details
  readonly IdpIdentifiers?: readonly string[]
}

interface ProviderOutput {
  readonly IdentityProvider: Record<string, unknown>
}

const SETTINGS = ['UserPoolId', 'ProviderName', 'ProviderDetails', 'AttributeMapping']

const describe = ({ id }: StoredPool, provider: IdentityProvider): ProviderOutput => ({
  IdentityProvider: {
    UserPoolId: id,
    ProviderName: provider.name,
    ProviderType: provider.type,
    ProviderDetails: provider.details,
    AttributeMapping: provider.mapping,
    IdpIdentifiers: provider.identifiers,
    LastModifiedDate: new Date(provider.modifiedAt),
    CreationDate: new Date(provider.createdAt),
  },
})

// Observed: aws-cli#9729.
function checkMapping({ schema }: StoredPool, mapping: Details): void {
  const unknown = Object.keys(mapping).filter(
    (name) => name !== 'username' && !schema.some(({ Name }) => Name === name),
  )
  if (unknown.length > 0)
    throw invalidParameter(`AttributeMapping contains invalid mapping: [${unknown.join(', ')}]`)
}

function checkDetails(type: ProviderType, details: Details): void {
  const missing = missingDetail(type, details)
  // Unverified: the wording.
  if (missing !== undefined)
    throw invalidParameter(`ProviderDetails of ${type} must have ${missing}.`)
}

/** An identifier leads to one provider of a pool. */
function checkIdentifiers(pool: StoredPool, name: string, identifiers: readonly string[]): void {
  const others = Object.values(pool.identityProviders).filter((each) => each.name !== name)
  const taken = identifiers.find((id) => others.some((each) => each.identifiers.includes(id)))
  // Unverified: the wording.
  if (taken !== undefined) throw duplicateProvider(taken, pool.id)
}

function keep(state: CognitoState, pool: StoredPool, provider: IdentityProvider): ProviderOutput {
  const identityProviders = { ...pool.identityProviders, [provider.name]: provider }
  state.pools.set(pool.id, { ...pool, identityProviders })
  return describe(pool, provider)
}

interface CreateInput extends SettingsInput {
  readonly ProviderType: ProviderType
  readonly ProviderDetails: Details
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html */
export const createIdentityProvider: Operation<CognitoState, CreateInput, ProviderOutput> =
  defineOperation({
    name: 'CreateIdentityProvider',
    handles: [...SETTINGS, 'ProviderType', 'IdpIdentifiers'],
    access: accessTo('CreateIdentityProvider'),
    run(state, input, { world }) {
      const pool = findPool(state, input.UserPoolId)
      const { ProviderName: name, ProviderType: type, ProviderDetails: details } = input
      const { AttributeMapping: mapping = {}, IdpIdentifiers: identifiers = [] } = input
      // Observed: aws-cli#3179.
      if (isSocial(type) && name !== type)
        throw invalidParameter(`Provider ${name} cannot be of type ${type}.`)
      if (Object.hasOwn(pool.identityProviders, name)) throw duplicateProvider(name, pool.id)
      checkDetails(type, details)
      checkMapping(pool, mapping)
      checkIdentifiers(pool, name, identifiers)
      const now = world.clock.now()
      return keep(state, pool, {
        name,
        type,
        details: completeDetails(type, details),
        mapping: completeMapping(type, mapping),
        identifiers,
        createdAt: now,
        modifiedAt: now,
      })
    },
  })

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateIdentityProvider.html */
export const updateIdentityProvider: Operation<CognitoState, SettingsInput, ProviderOutput> =
  defineOperation({
    name: 'UpdateIdentityProvider',
    handles: [...SETTINGS, 'IdpIdentifiers'],
    access: accessTo('UpdateIdentityProvider'),
    run(state, input, { world }) {
      const pool = findPool(state, input.UserPoolId)
      const before = findProvider(pool, input.ProviderName)
      const { type } = before
      const { ProviderDetails: details, AttributeMapping: mapping } = input
      const { IdpIdentifiers: identifiers = before.identifiers } = input
      if (details) checkDetails(type, details)
      if (mapping) checkMapping(pool, mapping)
      checkIdentifiers(pool, before.name, identifiers)
      return keep(state, pool, {
        ...before,
        details: details ? completeDetails(type, details) : before.details,
        mapping: mapping ? completeMapping(type, mapping) : before.mapping,
        identifiers,
        modifiedAt: world.clock.now(),
      })
    },
  })

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeIdentityProvider.html */
export const describeIdentityProvider: Operation<CognitoState, ProviderInput, ProviderOutput> =
  defineOperation({
    name: 'DescribeIdentityProvider',
    handles: ['UserPoolId', 'ProviderName'],
    access: accessTo('DescribeIdentityProvider'),
    run(state, { UserPoolId, ProviderName }) {
      const pool = findPool(state, UserPoolId)
      return describe(pool, findProvider(pool, ProviderName))
    },
  })

interface IdentifierInput extends PoolInput {
  readonly IdpIdentifier: string
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetIdentityProviderByIdentifier.html */
export const getIdentityProviderByIdentifier: Operation<
  CognitoState,
  IdentifierInput,
  ProviderOutput
> = defineOperation({
  name: 'GetIdentityProviderByIdentifier',
  handles: ['UserPoolId', 'IdpIdentifier'],
  access: accessTo('GetIdentityProviderByIdentifier'),
  run(state, { UserPoolId, IdpIdentifier }) {
    const pool = findPool(state, UserPoolId)
    const found = Object.values(pool.identityProviders).find(({ identifiers }) =>
      identifiers.includes(IdpIdentifier),
    )
    if (!found) throw providerNotFound(IdpIdentifier)
    return describe(pool, found)
  },
})

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteIdentityProvider.html */
export const deleteIdentityProvider: Operation<CognitoState, ProviderInput, object> =
  defineOperation({
    name: 'DeleteIdentityProvider',
    handles: ['UserPoolId', 'ProviderName'],
    access: accessTo('DeleteIdentityProvider'),
    run(state, { UserPoolId, ProviderName }) {
      const pool = findPool(state, UserPoolId)
      findProvider(pool, ProviderName)
      const { [ProviderName]: _deleted, ...identityProviders } = pool.identityProviders
      state.pools.set(pool.id, { ...pool, identityProviders })
      return {}
    },
  })

interface ListInput extends PoolInput {
  readonly MaxResults?: number
  readonly NextToken?: string
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListIdentityProviders.html */
export const listIdentityProviders: Operation<CognitoState, ListInput, object> = defineOperation({
  name: 'ListIdentityProviders',
  handles: ['UserPoolId', 'MaxResults', 'NextToken'],
  access: accessTo('ListIdentityProviders'),
  run(state, { UserPoolId, MaxResults: limit, NextToken: token }, { world }) {
    const providers = Object.values(findPool(state, UserPoolId).identityProviders)
    const bounds = { limit, token }
    const page = pageOf(world, 'ListIdentityProviders', UserPoolId, providers, nameOf, bounds)
    return {
      Providers: page.items.map(({ name, type, createdAt, modifiedAt }) => ({
        ProviderName: name,
        ProviderType: type,
        LastModifiedDate: new Date(modifiedAt),
        CreationDate: new Date(createdAt),
      })),
      ...(page.nextToken !== undefined && { NextToken: page.nextToken }),
    }
  },
})

const nameOf = ({ name }: IdentityProvider): string => name
