/** The services whose models are generated into their rooms. A new service adds an entry, then runs `npm run models`. */
export interface GeneratedService {
  /** The model's file in data/. */
  readonly model: string
  /** The SDK client, a devDependency, that knows what is newer than the model. */
  readonly client: string
  /** The room: the file is `src/<room>/api/model.ts`. */
  readonly room: string
  /** As types and constants are named: `LambdaOperation`, `LAMBDA_MODEL`. */
  readonly title: string
  readonly constant: string
  /** Only these operations; by default all of them. */
  readonly operations?: readonly string[]
}

export const SERVICES: readonly GeneratedService[] = [
  {
    model: 'lambda',
    client: '@aws-sdk/client-lambda',
    room: 'lambda',
    title: 'Lambda',
    constant: 'LAMBDA',
  },
]
