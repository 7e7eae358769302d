/** Receipt handles: opaque text that names one receive of one message. */
import type { World } from '../../core/world/world.ts'

/** AWS's handles begin with `AQEB`, which is base64 for these bytes. */
const BEGIN = '\u0001\u0001\u0001'
const FORM = /^\u0001{3}([\w-]+(?:\.fifo)?)\/(\d+)\/[\da-z]+$/

export function createReceiptHandle({ ids }: World, queue: string, number: number): string {
  const text = `${BEGIN}${queue}/${number}/${ids.text('receipt', 32)}`
  return Buffer.from(text).toString('base64')
}

/** Returns the number of the message. Undefined for text that is not a handle of this queue. */
export function parseReceiptHandle(queue: string, handle: string): number | undefined {
  const [, name, number] = FORM.exec(Buffer.from(handle, 'base64').toString()) ?? []
  return name === queue ? Number(number) : undefined
}
