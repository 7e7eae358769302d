/** The settings of text messages, and the telephones whose owners want none. */
import { parseArn } from '../../core/arn.ts'
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { invalidParameter } from '../errors.ts'
import { OPT_IN_AGAIN_MS } from '../limits.ts'
import { isPhoneNumber, normalPhoneNumber } from '../phone-numbers.ts'
import { timeIn, type SnsState } from '../state.ts'
import { anywhere, pageOf } from './parts.ts'

const isPercentage = (value: string): boolean => /^\d{1,3}$/.test(value) && Number(value) <= 100

/** AWS: API_SetSMSAttributes.html lists the attributes and their values. */
const ATTRIBUTES: Readonly<Record<string, (value: string) => boolean>> = {
  MonthlySpendLimit: (value) => /^\d+$/.test(value),
  DeliveryStatusIAMRole: (value) => value === '' || parseArn(value)?.service === 'iam',
  DeliveryStatusSuccessSamplingRate: isPercentage,
  DefaultSenderID: (value) => value === '' || /^(?=.*[A-Za-z])[A-Za-z\d]{1,11}$/.test(value),
  DefaultSMSType: (value) => value === 'Promotional' || value === 'Transactional',
  UsageReportS3Bucket: (value) => value === '' || /^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/.test(value),
}

interface Attributes {
  readonly attributes?: Readonly<Record<string, string>>
}

interface PhoneInput {
  readonly phoneNumber: string
}

/** Unverified: the wordings of this file. */
export const setSmsAttributes: Operation<SnsState, Attributes, object> = defineOperation({
  name: 'SetSMSAttributes',
  handles: ['attributes'],
  access: anywhere('SetSMSAttributes'),
  run({ smsAttributes }, { attributes = {} }: Attributes) {
    const given = Object.entries(attributes)
    for (const [name, value] of given) {
      const accepts = Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name] : undefined
      if (!accepts) throw invalidParameter(`${name} is not a valid attribute`)
      if (!accepts(value)) throw invalidParameter(name)
    }
    for (const [name, value] of given) smsAttributes.set(name, value)
    return {}
  },
})

/**
 * Seen: awsdocs/aws-doc-sdk-examples: what was never set is not in the answer.
 *
 * AWS: API_GetSMSAttributes.html
 */
export const getSmsAttributes: Operation<
  SnsState,
  { readonly attributes?: readonly string[] },
  Attributes
> = defineOperation({
  name: 'GetSMSAttributes',
  handles: ['attributes'],
  access: anywhere('GetSMSAttributes'),
  run({ smsAttributes }, { attributes }) {
    const unknown = attributes?.find((name) => !Object.hasOwn(ATTRIBUTES, name))
    if (unknown !== undefined) throw invalidParameter(`${unknown} is not a valid attribute`)
    const asked = [...smsAttributes].filter(([name]) => attributes?.includes(name) ?? true)
    return { attributes: Object.fromEntries(asked) }
  },
})

function normalized(phoneNumber: string): string {
  if (isPhoneNumber(phoneNumber)) return normalPhoneNumber(phoneNumber)
  throw invalidParameter(`PhoneNumber Reason: ${phoneNumber} is not valid`)
}

/** AWS: https://docs.aws.amazon.com/sns/latest/api/API_CheckIfPhoneNumberIsOptedOut.html */
export const checkIfPhoneNumberIsOptedOut: Operation<
  SnsState,
  PhoneInput,
  { readonly isOptedOut: boolean }
> = defineOperation({
  name: 'CheckIfPhoneNumberIsOptedOut',
  handles: ['phoneNumber'],
  access: anywhere('CheckIfPhoneNumberIsOptedOut'),
  run: ({ optedOut }, { phoneNumber }: PhoneInput) => ({
    isOptedOut: optedOut.has(normalized(phoneNumber)),
  }),
})

interface OptedOutPage {
  readonly phoneNumbers: readonly string[]
  readonly nextToken?: string
}

/** AWS: https://docs.aws.amazon.com/sns/latest/api/API_ListPhoneNumbersOptedOut.html */
export const listPhoneNumbersOptedOut: Operation<
  SnsState,
  { readonly nextToken?: string },
  OptedOutPage
> = defineOperation({
  name: 'ListPhoneNumbersOptedOut',
  handles: ['nextToken'],
  access: anywhere('ListPhoneNumbersOptedOut'),
  run({ optedOut }, { nextToken: token }, { world }) {
    const request = { world, operation: 'ListPhoneNumbersOptedOut', token }
    const { items, NextToken } = pageOf([...optedOut.keys()], request)
    return { phoneNumbers: items, ...(NextToken !== undefined && { nextToken: NextToken }) }
  },
})

/** AWS: API_OptInPhoneNumber.html: a number can be opted in only once every 30 days. */
export const optInPhoneNumber: Operation<SnsState, PhoneInput, object> = defineOperation({
  name: 'OptInPhoneNumber',
  handles: ['phoneNumber'],
  access: anywhere('OptInPhoneNumber'),
  run(state, { phoneNumber }: PhoneInput, { world }) {
    const number = normalized(phoneNumber)
    const now = timeIn(state, world)
    const last = state.optedIn.get(number)
    if (last !== undefined && now - last < OPT_IN_AGAIN_MS) {
      throw invalidParameter(
        'PhoneNumber Reason: the phone number was opted in within the last 30 days',
      )
    }
    if (state.optedOut.delete(number)) state.optedIn.set(number, now)
    return {}
  },
})
