/**
 * Models of every service for the tests of this room, made from scripts/models like `npm run
 * models` makes them.
 */
import { completeModel } from '../../scripts/models/source.ts'
import { printText } from '../../scripts/models/print.ts'
import { modelOf, type Model, type ModelSource } from './index.ts'
import type { ModelledService } from './services.ts'

/** The SDK clients that are installed. */
const CLIENTS: Readonly<Partial<Record<ModelledService, string>>> = {
  'cognito-identity-provider': '@aws-sdk/client-cognito-identity-provider',
  dynamodb: '@aws-sdk/client-dynamodb',
  eventbridge: '@aws-sdk/client-eventbridge',
  lambda: '@aws-sdk/client-lambda',
  s3: '@aws-sdk/client-s3',
  sns: '@aws-sdk/client-sns',
  sqs: '@aws-sdk/client-sqs',
}

/** `client`: the SDK client whose facts are added, or an empty string. */
export const sourceOfModel = (
  service: ModelledService,
  client: string | undefined = CLIENTS[service],
): ModelSource => ({
  service,
  text: `\n${printText(completeModel(service, client))}\n`,
})

export const modelOfService = (service: ModelledService): Model<string, string> =>
  modelOf(sourceOfModel(service))

/** Returns the error that `run` throws, or undefined. */
export function errorOf(run: () => void): unknown {
  try {
    run()
  } catch (error) {
    return error
  }
  return undefined
}
