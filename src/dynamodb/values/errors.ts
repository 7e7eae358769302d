/** Errors of attribute values and items. AWS: HowItWorks.NamingRulesDataTypes.html */
import type { ServiceError } from '../../core/errors.ts'
import { invalidParameter, ofKind, validation, withRenewed } from '../errors.ts'

const numberRefusal = (message: string): ServiceError => ofKind('number', validation(message))

export const notANumber = (text: string): ServiceError => {
  const message = 'The parameter cannot be converted to a numeric value'
  const withText = numberRefusal(`${message}: ${text}`)
  return text === '' ? withRenewed(withText, numberRefusal(message)) : withText
}

export const numberOverflow = (): ServiceError =>
  numberRefusal(
    'Number overflow. Attempting to store a number with magnitude larger than supported range',
  )

export const numberUnderflow = (): ServiceError =>
  numberRefusal(
    'Number underflow. Attempting to store a number with magnitude smaller than supported range',
  )

export const tooManyDigits = (): ServiceError =>
  numberRefusal('Attempting to store more than 38 significant digits in a Number')

export const noDataType = (): ServiceError =>
  validation(
    'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
  )

export const severalDataTypes = (): ServiceError =>
  validation(
    'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
  )

// AWS, as captured by a peer: all regions refuse NULL: false since 2026-07-17. Two regions had
// accepted it for some weeks before.
// https://github.com/paritysuite/dynamodb-conformance/pull/94
export const nullNotTrue = (): ServiceError =>
  ofKind('nullValue', invalidParameter('Null attribute value types must have the value of true'))

const EMPTY_SET = {
  SS: 'An string set  may not be empty',
  NS: 'An number set  may not be empty',
  BS: 'Binary sets should not be empty',
}

export type SetType = keyof typeof EMPTY_SET

export const emptySet = (type: SetType): ServiceError =>
  ofKind(type === 'NS' ? 'emptyNumberSet' : 'emptySet', invalidParameter(EMPTY_SET[type]))

/** AWS, as observed by peers on 9 October 2026: the renewed validation quotes the elements. */
export const duplicatesInSet = (type: SetType, elements: readonly string[]): ServiceError => {
  const list = `[${elements.join(', ')}]`
  const quoted = elements.map((element) => `"${element}"`)
  switch (type) {
    case 'SS':
      return duplicates(
        invalidParameter(`Input collection ${list} contains duplicates.`),
        `Input collection [${quoted.join(', ')}] contains duplicates.`,
      )
    case 'BS':
      return duplicates(
        invalidParameter(`Input collection ${list}of type BS contains duplicates.`),
        `Input collection [${quoted.join(',')}]of type BS contains duplicates.`,
      )
    case 'NS':
      return duplicates(
        validation('Input collection contains duplicates'),
        'Input collection contains duplicates.',
      )
  }
}

const duplicates = (classic: ServiceError, renewed: string): ServiceError =>
  withRenewed(invalidParameter(renewed), ofKind('duplicatesInSet', classic))

export const tooDeep = (): ServiceError =>
  ofKind(
    'tooDeep',
    validation(
      'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit',
    ),
  )

// AWS, as captured by peers in 2026 (TransactWriteItems). Unverified for other operations.
export const emptyAttributeName = (): ServiceError =>
  ofKind('emptyName', validation('Empty attribute name'))

// Unverified: the wording. The limit is documented (Constraints.html).
export const attributeNameTooLong = (): ServiceError =>
  invalidParameter('Attribute name is too large, must be less than 65536 bytes')

export const itemTooLarge = (): ServiceError =>
  validation('Item size has exceeded the maximum allowed size')
