/** The attributes of a pool's users: the standard ones and the pool's own. */
import { invalidParameter } from '../errors.ts'
import type { SchemaAttribute } from './settings.ts'

const text = (Name: string, MinLength = '0', MaxLength = '2048'): SchemaAttribute => ({
  Name,
  AttributeDataType: 'String',
  DeveloperOnlyAttribute: false,
  Mutable: true,
  Required: false,
  StringAttributeConstraints: { MinLength, MaxLength },
})

const flag = (Name: string): SchemaAttribute => ({
  Name,
  AttributeDataType: 'Boolean',
  DeveloperOnlyAttribute: false,
  Mutable: true,
  Required: false,
})

// AWS: user-pool-settings-attributes.html. Captured: DescribeUserPool of a pool with none of its own.
const STANDARD: readonly SchemaAttribute[] = [
  text('profile'),
  text('address'),
  text('birthdate', '10', '10'),
  text('gender'),
  text('preferred_username'),
  {
    Name: 'updated_at',
    AttributeDataType: 'Number',
    DeveloperOnlyAttribute: false,
    Mutable: true,
    Required: false,
    NumberAttributeConstraints: { MinValue: '0' },
  },
  text('website'),
  text('picture'),
  {
    Name: 'identities',
    AttributeDataType: 'String',
    DeveloperOnlyAttribute: false,
    Mutable: true,
    Required: false,
    StringAttributeConstraints: {},
  },
  { ...text('sub', '1'), Mutable: false, Required: true },
  text('phone_number'),
  flag('phone_number_verified'),
  text('zoneinfo'),
  text('locale'),
  text('email'),
  flag('email_verified'),
  text('given_name'),
  text('family_name'),
  text('middle_name'),
  text('name'),
  text('nickname'),
]

const STANDARD_NAMES = new Set(STANDARD.map(({ Name }) => Name))

/** An attribute as requests name it. */
export type GivenAttribute = Partial<SchemaAttribute>

/** Returns the schema of a new pool. */
// AWS: API_CreateUserPool.html, Schema
export function createSchema(given: readonly GivenAttribute[] = []): readonly SchemaAttribute[] {
  const standard = STANDARD.map((each): SchemaAttribute => {
    const own = given.find(({ Name }) => Name === each.Name)
    return own ? withOwnSettings(each, own) : each
  })
  const custom = given.filter(({ Name = '' }) => !STANDARD_NAMES.has(Name)).map(toCustom)
  return addAttributes(standard, custom)
}

function withOwnSettings(standard: SchemaAttribute, own: GivenAttribute): SchemaAttribute {
  const { AttributeDataType = standard.AttributeDataType } = own
  // Unverified: the wording.
  if (AttributeDataType !== standard.AttributeDataType)
    throw invalidParameter(
      `You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute ${standard.Name}`,
    )
  const { Mutable = standard.Mutable, Required = standard.Required } = own
  const strings = own.StringAttributeConstraints ?? standard.StringAttributeConstraints
  const numbers = own.NumberAttributeConstraints ?? standard.NumberAttributeConstraints
  return {
    ...standard,
    Mutable,
    Required,
    ...(strings && { StringAttributeConstraints: strings }),
    ...(numbers && { NumberAttributeConstraints: numbers }),
  }
}

/** A custom attribute has its prefix in the schema. */
export function toCustom(given: GivenAttribute): SchemaAttribute {
  const { Name = '', AttributeDataType = 'String', DeveloperOnlyAttribute = false } = given
  // Observed: terraform-provider-aws#4227: "Required custom attributes are not supported currently."
  if (given.Required)
    throw invalidParameter('Required custom attributes are not supported currently.')
  return {
    Name: `${DeveloperOnlyAttribute ? 'dev:' : ''}custom:${Name}`,
    AttributeDataType,
    DeveloperOnlyAttribute,
    Mutable: given.Mutable ?? true,
    Required: false,
    ...(AttributeDataType === 'String' && {
      StringAttributeConstraints: given.StringAttributeConstraints ?? {},
    }),
    ...(AttributeDataType === 'Number' && {
      NumberAttributeConstraints: given.NumberAttributeConstraints ?? {},
    }),
  }
}

export function addAttributes(
  schema: readonly SchemaAttribute[],
  added: readonly SchemaAttribute[],
): readonly SchemaAttribute[] {
  const names = new Set(schema.map(({ Name }) => Name))
  for (const { Name } of added) {
    // Unverified: the wording.
    if (names.has(Name)) throw invalidParameter(`${Name}: Existing attribute already has name.`)
    names.add(Name)
  }
  return [...schema, ...added]
}
