/**
 * Text that is made when somebody first reads it. Tests read few of the messages that their code
 * sends, and to sign and digest one costs more than to deliver it.
 */

export interface LateText {
  /** Its length in UTF-8, known before it is made. */
  readonly bytes: number
  /** Makes it once. */
  readonly text: string
}

export type Text = string | LateText

export const readText = (text: Text): string => (typeof text === 'string' ? text : text.text)

export const bytesOf = (text: Text): number =>
  typeof text === 'string' ? Buffer.byteLength(text) : text.bytes
