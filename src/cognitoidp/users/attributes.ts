/** Attributes in requests and answers. */
import { invalidParameter, schemaMismatch, unauthorizedAttribute } from '../errors.ts'
import type { SchemaAttribute } from '../settings/settings.ts'
import type { StoredClient, StoredPool, StoredUser } from '../state.ts'

export interface Attribute {
  readonly Name: string
  readonly Value?: string
}

export type Attributes = Readonly<Record<string, string>>

/** A list of attributes as members. The last one of a name counts. */
export const toAttributes = (list: readonly Attribute[] = []): Attributes =>
  Object.fromEntries(
    list.map(({ Name, Value = '' }) => [
      Name,
      // Recorded: admin_create_user with "True": counts as verified.
      Name.endsWith('_verified') ? Value.toLowerCase() : Value,
    ]),
  )

/** The members of a user as a list. `sub` comes last in GetUser and first in AdminGetUser. */
export const toList = (attributes: Attributes): Attribute[] =>
  Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }))

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
// AWS: user-pool-settings-attributes.html: a plus sign, then digits
const PHONE = /^\+\d{1,50}$/

export const isEmail = (value: string): boolean => EMAIL.test(value)
export const isPhone = (value: string): boolean => PHONE.test(value)

/** Checks the values of attributes against the schema of the pool. */
export function checkAttributes({ schema }: StoredPool, attributes: Attributes): void {
  const problems: string[] = []
  for (const [name, value] of Object.entries(attributes)) {
    const known = schema.find(({ Name }) => Name === name)
    // Observed: aws-amplify#1938.
    if (!known) throw schemaMismatch(`Type for attribute {${name}} could not be determined`)
    const problem = problemOf(known, value)
    if (problem !== undefined) problems.push(`${name}: ${problem}\n`)
  }
  if (problems.length > 0) throw schemaMismatch(problems.join(''))
  const { email, phone_number: phone } = attributes
  if (email !== undefined && email !== '' && !isEmail(email))
    throw invalidParameter('Invalid email address format.')
  if (phone !== undefined && phone !== '' && !isPhone(phone))
    throw invalidParameter('Invalid phone number format.')
}

// Unverified: the wordings of lengths, ranges and types.
function problemOf(
  {
    AttributeDataType: type,
    StringAttributeConstraints: lengths,
    NumberAttributeConstraints: range,
  }: SchemaAttribute,
  value: string,
): string | undefined {
  // An empty value removes an attribute.
  if (value === '') return undefined
  switch (type) {
    case 'String':
      if (value.length > Number(lengths?.MaxLength ?? 2048))
        return `String must be no longer than ${lengths?.MaxLength ?? 2048} characters`
      if (value.length < Number(lengths?.MinLength ?? 0))
        return `String must be at least ${lengths?.MinLength ?? 0} characters long`
      return undefined
    case 'Number': {
      if (!/^-?\d+(\.\d+)?$/.test(value)) return 'Attribute value must be a number'
      const isAbove = range?.MaxValue !== undefined && Number(value) > Number(range.MaxValue)
      if (isAbove) return `Number must be no greater than ${String(range?.MaxValue)}`
      const isBelow = range?.MinValue !== undefined && Number(value) < Number(range.MinValue)
      return isBelow ? `Number must be at least ${String(range?.MinValue)}` : undefined
    }
    case 'Boolean':
      return /^(true|false)$/i.test(value) ? undefined : 'Attribute value must be a boolean'
    case 'DateTime':
      return Number.isNaN(Date.parse(value)) ? 'Attribute value must be a date' : undefined
    default:
      throw new Error(`Unknown type ${String(type satisfies never)}`)
  }
}

/** Throws if a required attribute has no value. */
// Observed: amplify-js#3026.
export function checkRequired({ schema }: StoredPool, attributes: Attributes): void {
  const missing = schema.filter(
    ({ Name, Required }) => Required && Name !== 'sub' && !attributes[Name],
  )
  if (missing.length > 0)
    throw schemaMismatch(missing.map(({ Name }) => `${Name}: The attribute is required\n`).join(''))
}

/** Throws if an attribute keeps the value that it was created with. */
// Observed: amplify-js#3365: `user.email: Attribute cannot be updated.\n`
export function checkMutable(
  { schema }: StoredPool,
  user: StoredUser,
  attributes: Attributes,
): void {
  const fixed = schema.filter(
    ({ Name, Mutable }) =>
      !Mutable && attributes[Name] !== undefined && attributes[Name] !== user.attributes[Name],
  )
  if (fixed.length > 0)
    throw invalidParameter(
      fixed.map(({ Name }) => `user.${Name}: Attribute cannot be updated.\n`).join(''),
    )
}

/** Attributes that no client writes by itself. */
const OWN = ['sub', 'email_verified', 'phone_number_verified', 'identities']

// AWS: user-pool-settings-attributes.html: a client writes every mutable attribute unless it has a list
export function checkWritable(client: StoredClient, attributes: Attributes): void {
  const { WriteAttributes } = client.settings
  for (const name of Object.keys(attributes)) {
    const isAllowed = !WriteAttributes || WriteAttributes.includes(name)
    if (OWN.includes(name) || name.startsWith('dev:') || !isAllowed) throw unauthorizedAttribute()
  }
}

/** The attributes that a client may read. */
// Unverified: that a client without a list reads custom attributes as well.
export function readableBy(client: StoredClient, attributes: Attributes): Attributes {
  const { ReadAttributes } = client.settings
  return Object.fromEntries(
    Object.entries(attributes).filter(
      ([name]) =>
        // AWS: the claim identities is in every token of a user who has some.
        name === 'sub' ||
        name === 'identities' ||
        (!name.startsWith('dev:') && (!ReadAttributes || ReadAttributes.includes(name))),
    ),
  )
}

/** Applies changes. An empty value removes an attribute. */
// AWS: API_AdminUpdateUserAttributes.html
export function withChanges(attributes: Attributes, changes: Attributes): Attributes {
  const next: Record<string, string> = { ...attributes }
  for (const [name, value] of Object.entries(changes)) {
    if (value === '') delete next[name]
    else next[name] = value
  }
  return next
}
