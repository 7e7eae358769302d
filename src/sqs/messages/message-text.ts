import { bytesOf, readText, type Text } from '../../core/late-text.ts'
import { digestOfBody } from '../../protocol/sqs-digests.ts'

/** The body of a message, with its digest. Copies of the message share it. */
export class MessageText {
  readonly #source: Text
  #md5: string | undefined

  constructor(source: Text) {
    this.#source = source
  }

  /** Whether nothing has to be made to read it. */
  get isMade(): boolean {
    return typeof this.#source === 'string'
  }

  get body(): string {
    return readText(this.#source)
  }

  get md5(): string {
    return (this.#md5 ??= digestOfBody(this.body))
  }

  get bytes(): number {
    return bytesOf(this.#source)
  }
}
