/** An order, as the table stores it and as every message after it carries it. */
export interface Order {
  id: string
  kind: 'book' | 'download'
  email: string
  status: 'PLACED'
  currency: string
  signature: string
}
