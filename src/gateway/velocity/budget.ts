/** Limits what one rendering may use, so that a template cannot hang the process. */
import { TemplateError } from './syntax.ts'

/** Passes of #foreach, printed values and evaluated expressions. Far more than templates need. */
const STEPS = 1_000_000

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
// (payload size 10 MB: a longer text cannot be sent)
const CHARACTERS = 10 * 1024 * 1024

// AWS: https://velocity.apache.org/engine/1.7/developer-guide.html (velocimacro.max.depth: 20)
const DEPTH = 20

export class Budget {
  #steps = STEPS
  #depth = 0

  use(steps = 1): void {
    this.#steps -= steps
    if (this.#steps < 0) throw new TemplateError('the template takes too many steps')
  }

  /** Refuses a text that is too long, and returns any other. */
  checked(text: string): string {
    this.checkLength(text.length)
    return text
  }

  checkLength(characters: number): void {
    if (characters > CHARACTERS) throw new TemplateError('a text of more than 10 MB')
  }

  /** Runs a macro or block, which may call itself. */
  nested<Result>(run: () => Result): Result {
    if (++this.#depth > DEPTH) throw new TemplateError('macros call each other more than 20 deep')
    try {
      return run()
    } finally {
      this.#depth--
    }
  }
}
