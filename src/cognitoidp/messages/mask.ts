/** Masked addresses in answers. */

// Recorded: `t***@t***` for test@test.com.
export const maskEmail = (address: string): string => {
  const [name = '', domain = ''] = address.split('@')
  return `${name.slice(0, 1)}***@${domain.slice(0, 1)}***`
}

/** `+*******1234` */
// AWS: API_CodeDeliveryDetailsType.html
export const maskPhone = (number: string): string =>
  `+${'*'.repeat(Math.max(0, number.length - 5))}${number.slice(-4)}`
