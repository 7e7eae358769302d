/** `$input`: the payload and the request's parameters. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#input-variable-reference
import { JsonPathError } from '../json/json-path-syntax.ts'
import { findByPath } from '../json/json-path.ts'
import { parseLenientJson } from '../json/lenient-json.ts'
import { toValue } from '../json/to-value.ts'
import { TemplateError, type HostObject, type Texts, type Value } from '../velocity/index.ts'

/** The parameters of the request, by place and name. */
export interface RequestParameters {
  readonly path: Readonly<Record<string, string>>
  readonly querystring: Readonly<Record<string, string>>
  readonly header: Readonly<Record<string, string>>
}

/** The order in which `$input.params(name)` looks. */
// Recorded: test_mock_integration_response
const PLACES = ['path', 'querystring', 'header'] as const

export class Input implements HostObject {
  readonly #body: string
  readonly #parameters: RequestParameters
  #document: { readonly value: Value } | undefined

  constructor(body: string, parameters: RequestParameters) {
    // Recorded: test_input_body_formatting (an empty payload is {})
    this.#body = body === '' ? '{}' : body
    this.#parameters = parameters
  }

  property(name: string): Value | undefined {
    return name === 'body' ? this.#body : undefined
  }

  call(name: string, [argument]: readonly Value[], texts: Texts): Value | undefined {
    if (name === 'params') return argument === undefined ? this.#all() : this.#find(argument)
    if (typeof argument !== 'string') return undefined
    if (name === 'path') return this.#search(argument, texts)
    // Unverified: a path that leads nowhere gives an empty text, with its quotation marks.
    return name === 'json' ? texts.json(this.#search(argument, texts) ?? '') : undefined
  }

  print(): string {
    return ''
  }

  #all(): Value {
    return toValue(Object.fromEntries(PLACES.map((place) => [place, this.#parameters[place]])))
  }

  /** Header names in the client's spelling, or else in any. */
  // Unverified: names of headers in other spellings
  #find(name: Value): Value | undefined {
    if (typeof name !== 'string') return undefined
    const place = PLACES.find((one) => Object.hasOwn(this.#parameters[one], name))
    if (place) return this.#parameters[place][name] ?? ''
    const lower = name.toLowerCase()
    const { header } = this.#parameters
    const spelling = Object.keys(header).find((given) => given.toLowerCase() === lower)
    return spelling === undefined ? '' : header[spelling]
  }

  #search(path: string, { use }: Texts): Value | undefined {
    use(path.length >> 4)
    this.#document ??= { value: parseLenientJson(this.#body) }
    try {
      return findByPath(this.#document.value, path, use)
    } catch (error) {
      if (error instanceof JsonPathError) throw new TemplateError(error.message)
      throw error
    }
  }
}
