import type { Flaw } from './check-schema.ts'

/** A schema that API Gateway refuses. The message is AWS's. */
export class ModelError extends Error {
  /** The first flaw's place, from the model's name on. */
  readonly path: readonly string[]

  constructor(flaws: readonly Flaw[]) {
    const errors = new Set(flaws.map(({ error }) => error))
    // Seen on AWS: https://github.com/amazon-archives/aws-apigateway-importer/issues/126
    super(
      `Invalid model specified: Validation Result: warnings : [], errors : [${[...errors].join(', ')}]`,
    )
    this.path = flaws[0]?.path ?? []
  }
}
