/** Providers of OpenID Connect in templates. */
import { listIn, pick } from '../../core/cloudformation/properties.ts'
import type {
  DeletionRequest,
  ResourceProperties,
  ResourceType,
} from '../../core/cloudformation/types.ts'

/** AWS: the page of AWS::IAM::OIDCProvider: `Ref` returns the ARN. */
export const oidcProviderType: ResourceType = {
  handles: ['Url', 'ClientIdList', 'ThumbprintList', 'Tags'],
  create({ properties, call }) {
    const { OpenIDConnectProviderArn: arn } = call('iam', 'CreateOpenIDConnectProvider', {
      ...pick(properties, ['Url', 'ThumbprintList', 'Tags']),
      ClientIDList: listIn(properties, 'ClientIdList'),
    })
    return { id: String(arn), attributes: { Arn: arn } }
  },
  update({ id, properties, before, call, changed, attributes }) {
    const named = { OpenIDConnectProviderArn: id }
    const [old, wanted] = [before, properties].map((one) => listIn(one, 'ClientIdList'))
    for (const ClientID of old ?? [])
      if (wanted?.includes(ClientID) !== true)
        call('iam', 'RemoveClientIDFromOpenIDConnectProvider', { ...named, ClientID })
    for (const ClientID of wanted ?? [])
      call('iam', 'AddClientIDToOpenIDConnectProvider', { ...named, ClientID })
    if (changed('ThumbprintList') && properties['ThumbprintList'] !== undefined)
      call('iam', 'UpdateOpenIDConnectProviderThumbprint', {
        ...named,
        ThumbprintList: listIn(properties, 'ThumbprintList'),
      })
    if (changed('Tags')) {
      const keysOf = (one: ResourceProperties): unknown[] =>
        listIn(one, 'Tags').map((tag) => (tag as { readonly Key: string }).Key)
      call('iam', 'UntagOpenIDConnectProvider', { ...named, TagKeys: keysOf(before) })
      call('iam', 'TagOpenIDConnectProvider', { ...named, Tags: listIn(properties, 'Tags') })
    }
    return { id, attributes }
  },
  delete: deleteProvider,
}

function deleteProvider({ id, call }: DeletionRequest): void {
  call('iam', 'DeleteOpenIDConnectProvider', { OpenIDConnectProviderArn: id })
}

/**
 * CDK's construct OpenIdConnectProvider: a custom resource, whose own code asks the issuer for its
 * certificate and then calls these operations.
 * AWS: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_iam.OpenIdConnectProvider.html
 */
export const cdkProviderType: ResourceType = {
  handles: ['Url', 'ClientIDList', 'ThumbprintList'],
  meaningless: ['ServiceToken', 'RejectUnauthorized', 'CodeHash'],
  create({ properties, call }) {
    const input = pick(properties, ['Url', 'ClientIDList', 'ThumbprintList'])
    const { OpenIDConnectProviderArn: arn } = call('iam', 'CreateOpenIDConnectProvider', input)
    const Thumbprints = JSON.stringify(listIn(properties, 'ThumbprintList'))
    return { id: String(arn), attributes: { Thumbprints } }
  },
  update: 'recreate',
  delete: deleteProvider,
}
