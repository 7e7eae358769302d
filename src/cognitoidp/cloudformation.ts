/**
 * Cognito's types in templates.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Cognito.html
 */
import { isObject } from '../core/json.ts'
import { isTrue, listIn, mapIn, pick, tagsOf, textIn } from '../core/cloudformation/properties.ts'
import type { ResourceProperties, ResourceTypes } from '../core/cloudformation/types.ts'
import { CLIENT_MEMBERS, POOL_MEMBERS } from './operations/pool-output.ts'
import { addUserTo } from './handle/add-user.ts'
import { findPool, issuerOf } from './pools/find.ts'
import { cognitoidp } from './service.ts'

const FIXED = ['AliasAttributes', 'UsernameAttributes', 'UsernameConfiguration']

/** Second factors have operations of their own. */
const MFA_OF: Readonly<Record<string, object>> = {
  SMS_MFA: { SmsMfaConfiguration: {} },
  SOFTWARE_TOKEN_MFA: { SoftwareTokenMfaConfiguration: { Enabled: true } },
  EMAIL_OTP: { EmailMfaConfiguration: {} },
}

function mfaInput(id: string, properties: ResourceProperties): object | undefined {
  const methods = listIn(properties, 'EnabledMfas')
  const mode = textIn(properties, 'MfaConfiguration')
  if (mode === undefined || mode === 'OFF' || methods.length === 0) return undefined
  return Object.assign(
    { UserPoolId: id, MfaConfiguration: mode },
    ...methods.map((method) => MFA_OF[String(method)] ?? {}),
  ) as object
}

const memberOf = (value: unknown, name: string): unknown => Reflect.get(Object(value), name)

const poolOf = (properties: ResourceProperties): string => String(properties['UserPoolId'])

const poolResource: ResourceTypes[string] = {
  handles: [
    ...['UserPoolName', 'Schema', 'UserPoolTags', 'EnabledMfas'],
    ...[...FIXED, ...POOL_MEMBERS],
  ],
  meaningless: [
    'EmailAuthenticationMessage',
    'EmailAuthenticationSubject',
    'WebAuthnRelyingPartyID',
  ],
  create({ properties, call, generateName, stackTags }) {
    const { UserPool: pool } = call('cognitoidp', 'CreateUserPool', {
      PoolName: textIn(properties, 'UserPoolName') ?? generateName(128),
      ...pick(properties, [...FIXED, ...POOL_MEMBERS, 'Schema']),
      UserPoolTags: tagsOf(properties['UserPoolTags'], stackTags),
    })
    const id = String(memberOf(pool, 'Id'))
    const mfa = mfaInput(id, properties)
    if (mfa) call('cognitoidp', 'SetUserPoolMfaConfig', mfa)
    const issuer = issuerOf(id)
    return {
      id,
      attributes: {
        Arn: memberOf(pool, 'Arn'),
        ProviderName: issuer.replace('https://', ''),
        ProviderURL: issuer,
        UserPoolId: id,
      },
    }
  },
  update({ id, properties, call, attributes, stackTags }) {
    call('cognitoidp', 'UpdateUserPool', {
      UserPoolId: id,
      ...pick(properties, POOL_MEMBERS),
      UserPoolTags: tagsOf(properties['UserPoolTags'], stackTags),
    })
    const mfa = mfaInput(id, properties)
    if (mfa) call('cognitoidp', 'SetUserPoolMfaConfig', mfa)
    return { id, attributes }
  },
  delete: ({ id, call }) => void call('cognitoidp', 'DeleteUserPool', { UserPoolId: id }),
}

const clientResource: ResourceTypes[string] = {
  handles: ['UserPoolId', 'GenerateSecret', ...CLIENT_MEMBERS],
  meaningless: ['AnalyticsConfiguration'],
  create({ properties, call, generateName }) {
    const { UserPoolClient: client } = call('cognitoidp', 'CreateUserPoolClient', {
      ...pick(properties, [...CLIENT_MEMBERS, 'UserPoolId', 'GenerateSecret']),
      ClientName: textIn(properties, 'ClientName') ?? generateName(128),
    })
    const id = String(memberOf(client, 'ClientId'))
    const secret = memberOf(client, 'ClientSecret')
    return {
      id,
      attributes: {
        ClientId: id,
        Name: memberOf(client, 'ClientName'),
        ...(secret !== undefined && { ClientSecret: secret }),
      },
    }
  },
  update({ id, properties, call, attributes }) {
    call('cognitoidp', 'UpdateUserPoolClient', {
      ...pick(properties, [...CLIENT_MEMBERS, 'UserPoolId']),
      ClientId: id,
    })
    return { id, attributes }
  },
  delete: ({ id, properties, call }) =>
    void call('cognitoidp', 'DeleteUserPoolClient', {
      UserPoolId: poolOf(properties),
      ClientId: id,
    }),
}

const GROUP = ['UserPoolId', 'GroupName', 'Description', 'RoleArn', 'Precedence']
const MEMBERSHIP = ['UserPoolId', 'Username', 'GroupName']
const SERVER = ['UserPoolId', 'Identifier', 'Name', 'Scopes']
const DOMAIN = ['UserPoolId', 'Domain', 'CustomDomainConfig', 'ManagedLoginVersion']
const PROVIDER = [
  'UserPoolId',
  'ProviderName',
  'ProviderType',
  'ProviderDetails',
  'AttributeMapping',
]
const IDENTITIES = [
  ...['AllowUnauthenticatedIdentities', 'AllowClassicFlow', 'CognitoIdentityProviders'],
]

export const resourceTypes: ResourceTypes = {
  'AWS::Cognito::UserPool': poolResource,
  'AWS::Cognito::UserPoolClient': clientResource,
  'AWS::Cognito::UserPoolGroup': {
    handles: GROUP,
    create({ properties, call, generateName }) {
      const name = textIn(properties, 'GroupName') ?? generateName(128)
      call('cognitoidp', 'CreateGroup', { ...pick(properties, GROUP), GroupName: name })
      return { id: name }
    },
    update({ id, properties, call, attributes }) {
      call('cognitoidp', 'UpdateGroup', { ...pick(properties, GROUP), GroupName: id })
      return { id, attributes }
    },
    delete: ({ id, properties, call }) =>
      void call('cognitoidp', 'DeleteGroup', { UserPoolId: poolOf(properties), GroupName: id }),
  },
  'AWS::Cognito::UserPoolResourceServer': {
    handles: SERVER,
    create({ properties, call }) {
      call('cognitoidp', 'CreateResourceServer', pick(properties, SERVER))
      return { id: String(properties['Identifier']) }
    },
    update({ id, properties, call, attributes }) {
      call('cognitoidp', 'UpdateResourceServer', pick(properties, SERVER))
      return { id, attributes }
    },
    delete: ({ id, properties, call }) =>
      void call('cognitoidp', 'DeleteResourceServer', {
        UserPoolId: poolOf(properties),
        Identifier: id,
      }),
  },
  'AWS::Cognito::UserPoolIdentityProvider': {
    handles: [...PROVIDER, 'IdpIdentifiers'],
    create({ properties, call }) {
      call(
        'cognitoidp',
        'CreateIdentityProvider',
        pick(properties, [...PROVIDER, 'IdpIdentifiers']),
      )
      return { id: String(properties['ProviderName']) }
    },
    update({ id, properties, call, attributes }) {
      const { ProviderType: _type, ...changes } = pick(properties, [...PROVIDER, 'IdpIdentifiers'])
      call('cognitoidp', 'UpdateIdentityProvider', changes)
      return { id, attributes }
    },
    delete: ({ id, properties, call }) =>
      void call('cognitoidp', 'DeleteIdentityProvider', {
        UserPoolId: poolOf(properties),
        ProviderName: id,
      }),
  },
  'AWS::Cognito::UserPoolDomain': {
    handles: DOMAIN,
    create({ properties, call }) {
      const { CloudFrontDomain } = call(
        'cognitoidp',
        'CreateUserPoolDomain',
        pick(properties, DOMAIN),
      )
      return {
        id: String(properties['Domain']),
        attributes: { CloudFrontDistribution: CloudFrontDomain ?? '' },
      }
    },
    update: 'recreate',
    delete: ({ id, properties, call }) =>
      void call('cognitoidp', 'DeleteUserPoolDomain', {
        UserPoolId: poolOf(properties),
        Domain: id,
      }),
  },
  'AWS::Cognito::UserPoolUser': {
    handles: ['UserPoolId', 'Username', 'UserAttributes'],
    // A user of the set-up gets no invitation, and no trigger runs.
    meaningless: [
      ...['ClientMetadata', 'DesiredDeliveryMediums', 'ForceAliasCreation', 'MessageAction'],
      'ValidationData',
    ],
    create({ world, properties, generateName }) {
      const name = textIn(properties, 'Username') ?? generateName(128)
      const pool = findPool(world.state(cognitoidp), poolOf(properties))
      const attributes = Object.fromEntries(
        listIn(properties, 'UserAttributes')
          .filter(isObject)
          .map((one) => [String(one['Name']), String(one['Value'])]),
      )
      addUserTo(world, pool, name, { attributes, status: 'FORCE_CHANGE_PASSWORD' }, pool.id)
      return { id: name }
    },
    delete: ({ id, properties, call }) =>
      void call('cognitoidp', 'AdminDeleteUser', { UserPoolId: poolOf(properties), Username: id }),
  },
  'AWS::Cognito::UserPoolUserToGroupAttachment': {
    handles: MEMBERSHIP,
    create({ properties, call, generateName }) {
      call('cognitoidp', 'AdminAddUserToGroup', pick(properties, MEMBERSHIP))
      return { id: generateName(128) }
    },
    delete: ({ properties, call }) =>
      void call('cognitoidp', 'AdminRemoveUserFromGroup', pick(properties, MEMBERSHIP)),
  },
  'AWS::Cognito::IdentityPool': {
    handles: ['IdentityPoolName', 'IdentityPoolTags', ...IDENTITIES],
    meaningless: ['CognitoEvents', 'CognitoStreams', 'PushSync'],
    create({ properties, call, generateName, stackTags }) {
      const name = textIn(properties, 'IdentityPoolName') ?? generateName(128)
      const { IdentityPoolId } = call('cognitoidentity', 'CreateIdentityPool', {
        ...pick(properties, IDENTITIES),
        IdentityPoolName: name,
        AllowUnauthenticatedIdentities: isTrue(properties['AllowUnauthenticatedIdentities']),
        IdentityPoolTags: tagsOf(properties['IdentityPoolTags'], stackTags),
      })
      const id = String(IdentityPoolId)
      return { id, attributes: { Id: id, Name: name } }
    },
    update({ id, properties, call, attributes, stackTags }) {
      const { Name: before } = attributes
      const name = textIn(properties, 'IdentityPoolName') ?? before
      call('cognitoidentity', 'UpdateIdentityPool', {
        ...pick(properties, IDENTITIES),
        IdentityPoolId: id,
        IdentityPoolName: name,
        AllowUnauthenticatedIdentities: isTrue(properties['AllowUnauthenticatedIdentities']),
        IdentityPoolTags: tagsOf(properties['IdentityPoolTags'], stackTags),
      })
      return { id, attributes: { ...attributes, Name: name } }
    },
    delete: ({ id, call }) =>
      void call('cognitoidentity', 'DeleteIdentityPool', { IdentityPoolId: id }),
  },
  'AWS::Cognito::IdentityPoolRoleAttachment': {
    handles: ['IdentityPoolId', 'Roles', 'RoleMappings'],
    create({ properties, call }) {
      const id = String(properties['IdentityPoolId'])
      call('cognitoidentity', 'SetIdentityPoolRoles', {
        IdentityPoolId: id,
        Roles: mapIn(properties, 'Roles'),
        RoleMappings: mappingsIn(properties),
      })
      return { id, attributes: { Id: id } }
    },
    update: 'recreate',
  },
}

/** A template may name the provider of a mapping inside it, because keys cannot be computed. */
function mappingsIn(properties: ResourceProperties): Record<string, unknown> {
  const entries = Object.entries(mapIn(properties, 'RoleMappings')).map(([key, mapping]) => {
    const { IdentityProvider = key, ...rest } = Object(mapping) as Record<string, unknown>
    return [String(IdentityProvider), rest]
  })
  return Object.fromEntries(entries) as Record<string, unknown>
}
