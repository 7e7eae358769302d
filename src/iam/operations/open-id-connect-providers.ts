/**
 * Providers of OpenID Connect, which the trust policies of roles name: GitHub Actions, clusters, user
 * pools. AssumeRoleWithWebIdentity asks them about the audience of a token.
 */
import type { Access, Operation, World } from '../../core/world/world.ts'
import { partitionOf } from '../../core/arn.ts'
import { defineOperation } from '../api/define-operation.ts'
import * as errors from '../errors.ts'
import { CLIENT_IDS, OIDC_THUMBPRINTS } from '../limits.ts'
import type { IamState, OpenIdConnectProvider } from '../state.ts'
import { accessToAll } from './shared/holders.ts'
import { newTags, shownTags, type TagInput } from './shared/tags.ts'

interface Named {
  readonly OpenIDConnectProviderArn: string
}

const onProvider =
  (action: string) =>
  ({ OpenIDConnectProviderArn: resource }: Named): readonly Access[] => [
    { action: `iam:${action}`, resource },
  ]

/** @throws ServiceError for a provider that does not exist */
export function findProvider({ oidcProviders }: IamState, arn: string): OpenIdConnectProvider {
  const provider = oidcProviders.get(arn)
  if (!provider) throw errors.oidcProviderNotFound(arn)
  return provider
}

interface CreateInput {
  readonly Url: string
  readonly ClientIDList?: readonly string[]
  readonly ThumbprintList?: readonly string[]
  readonly Tags?: readonly TagInput[]
}

const withoutScheme = (url: string): string => url.replace(/^https:\/\//, '')

const arnOfProvider = ({ options }: World, url: string): string =>
  `arn:${partitionOf(options.region)}:iam::${options.accountId}:oidc-provider/${withoutScheme(url)}`

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html */
const create: Operation<IamState, CreateInput, object> = defineOperation({
  name: 'CreateOpenIDConnectProvider',
  handles: ['Url', 'ClientIDList', 'ThumbprintList', 'Tags'],
  access: ({ Url }, world) => [
    { action: 'iam:CreateOpenIDConnectProvider', resource: arnOfProvider(world, Url) },
  ],
  run(state, { Url, ClientIDList = [], ThumbprintList = [], Tags }: CreateInput, { world }) {
    const tags = newTags(Tags)
    if (!isUrl(Url)) throw errors.oidcUrlInvalid()
    const arn = arnOfProvider(world, Url)
    if (state.oidcProviders.has(arn)) throw errors.oidcProviderExists(Url)
    checkClients(ClientIDList)
    checkThumbprints(ThumbprintList)
    // AWS fetches the thumbprint of the provider's certificate where none is given.
    const thumbprints =
      ThumbprintList.length > 0 ? ThumbprintList : [world.ids.text('thumbprint', 40, HEX)]
    state.oidcProviders.set(arn, {
      ...{ arn, url: withoutScheme(Url), clientIds: [...new Set(ClientIDList)], thumbprints, tags },
      createdAt: world.clock.now(),
      generation: world.generation,
    })
    return { OpenIDConnectProviderArn: arn, ...shownTags(tags) }
  },
})

const HEX = '0123456789abcdef'

// AWS: the page above: it begins with https://, without a query; a path is part of it.
function isUrl(text: string): boolean {
  if (!text.startsWith('https://') || !URL.canParse(text)) return false
  const { search, hash, port } = new URL(text)
  return search === '' && hash === '' && port === ''
}

function checkClients(ids: readonly string[]): void {
  if (ids.length > CLIENT_IDS)
    throw errors.quotaExceeded('ClientIdsPerOpenIdConnectProvider', CLIENT_IDS)
}

function checkThumbprints(list: readonly string[]): void {
  if (list.length > OIDC_THUMBPRINTS) throw errors.tooManyThumbprints(OIDC_THUMBPRINTS)
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOpenIDConnectProvider.html */
const get: Operation<IamState, Named, object> = defineOperation({
  name: 'GetOpenIDConnectProvider',
  handles: ['OpenIDConnectProviderArn'],
  access: onProvider('GetOpenIDConnectProvider'),
  run(state, { OpenIDConnectProviderArn }: Named) {
    const { url, clientIds, thumbprints, createdAt, tags } = findProvider(
      state,
      OpenIDConnectProviderArn,
    )
    return {
      Url: url,
      ClientIDList: clientIds,
      ThumbprintList: thumbprints,
      CreateDate: new Date(createdAt),
      ...shownTags(tags),
    }
  },
})

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOpenIDConnectProviders.html */
const list: Operation<IamState, object, object> = defineOperation({
  name: 'ListOpenIDConnectProviders',
  handles: [],
  access: accessToAll('ListOpenIDConnectProviders'),
  run: ({ oidcProviders }) => ({
    OpenIDConnectProviderList: [...oidcProviders.keys()].map((Arn) => ({ Arn })),
  }),
})

/** AWS: API_DeleteOpenIDConnectProvider.html: it does not fail for a provider that does not exist. */
const remove: Operation<IamState, Named, undefined> = defineOperation({
  name: 'DeleteOpenIDConnectProvider',
  handles: ['OpenIDConnectProviderArn'],
  access: onProvider('DeleteOpenIDConnectProvider'),
  run(state, { OpenIDConnectProviderArn }: Named) {
    state.oidcProviders.delete(OpenIDConnectProviderArn)
    return undefined
  },
})

interface ClientInput extends Named {
  readonly ClientID: string
}

/** AWS: API_AddClientIDToOpenIDConnectProvider.html: idempotent. */
const addClient: Operation<IamState, ClientInput, undefined> = defineOperation({
  name: 'AddClientIDToOpenIDConnectProvider',
  handles: ['OpenIDConnectProviderArn', 'ClientID'],
  access: onProvider('AddClientIDToOpenIDConnectProvider'),
  run(state, { OpenIDConnectProviderArn: arn, ClientID }: ClientInput) {
    const provider = findProvider(state, arn)
    const clientIds = [...new Set([...provider.clientIds, ClientID])]
    checkClients(clientIds)
    state.oidcProviders.set(arn, { ...provider, clientIds })
    return undefined
  },
})

/** AWS: API_RemoveClientIDFromOpenIDConnectProvider.html: idempotent. */
const removeClient: Operation<IamState, ClientInput, undefined> = defineOperation({
  name: 'RemoveClientIDFromOpenIDConnectProvider',
  handles: ['OpenIDConnectProviderArn', 'ClientID'],
  access: onProvider('RemoveClientIDFromOpenIDConnectProvider'),
  run(state, { OpenIDConnectProviderArn: arn, ClientID }: ClientInput) {
    const provider = findProvider(state, arn)
    const clientIds = provider.clientIds.filter((id) => id !== ClientID)
    state.oidcProviders.set(arn, { ...provider, clientIds })
    return undefined
  },
})

interface ThumbprintInput extends Named {
  readonly ThumbprintList: readonly string[]
}

/** AWS: API_UpdateOpenIDConnectProviderThumbprint.html: the list replaces the old one. */
const updateThumbprint: Operation<IamState, ThumbprintInput, undefined> = defineOperation({
  name: 'UpdateOpenIDConnectProviderThumbprint',
  handles: ['OpenIDConnectProviderArn', 'ThumbprintList'],
  access: onProvider('UpdateOpenIDConnectProviderThumbprint'),
  run(state, { OpenIDConnectProviderArn: arn, ThumbprintList: thumbprints }: ThumbprintInput) {
    const provider = findProvider(state, arn)
    checkThumbprints(thumbprints)
    state.oidcProviders.set(arn, { ...provider, thumbprints })
    return undefined
  },
})

export const providerOperations: Readonly<Record<string, Operation<IamState>>> = {
  CreateOpenIDConnectProvider: create,
  GetOpenIDConnectProvider: get,
  ListOpenIDConnectProviders: list,
  DeleteOpenIDConnectProvider: remove,
  AddClientIDToOpenIDConnectProvider: addClient,
  RemoveClientIDFromOpenIDConnectProvider: removeClient,
  UpdateOpenIDConnectProviderThumbprint: updateThumbprint,
}
