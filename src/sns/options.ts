/** SNS's options in `createRegion`. */
import { defineOptions, type ServiceOptions } from '../core/service-options.ts'
import { isPhoneNumber } from './phone-numbers.ts'

/** SNS's options: `createRegion({ sns: { optedOutPhoneNumbers: ['+14255550142'] } })`. */
export interface SnsOptions {
  /**
   * The telephones whose owners have answered STOP: text messages do not reach them until
   * OptInPhoneNumber. Default: none.
   */
  readonly optedOutPhoneNumbers: readonly string[]
}

const arePhoneNumbers = (value: unknown): boolean =>
  Array.isArray(value) && value.every((each) => typeof each === 'string' && isPhoneNumber(each))

export const snsOptions: ServiceOptions<SnsOptions> = defineOptions(
  'sns',
  { optedOutPhoneNumbers: [] },
  {
    optedOutPhoneNumbers: (value) =>
      arePhoneNumbers(value) ? undefined : "a list of telephone numbers: ['+14255550142']",
  },
)
