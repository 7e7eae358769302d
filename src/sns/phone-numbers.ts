/** Telephone numbers. */

/** E.164, which may be written with separators. Recorded: sns-s-sms-4. */
export const isPhoneNumber = (text: string): boolean =>
  /^\+?[\d\s()./-]*\d$/.test(text) && !/[./-]{2}/.test(text) && /^\d{1,15}$/.test(digitsOf(text))

/** The number without separators: `+14255550142`. */
export const normalPhoneNumber = (text: string): string => `+${digitsOf(text)}`

const digitsOf = (text: string): string => text.replace(/\D/g, '')
