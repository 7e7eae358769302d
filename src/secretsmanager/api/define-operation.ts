import { modelOf, operationsOf, type DefineOperation, type Model } from '../../model/index.ts'
import {
  SECRETSMANAGER_MODEL,
  type SecretsManagerErrorCode,
  type SecretsManagerOperation,
} from './model.ts'

const model: Model<SecretsManagerOperation, SecretsManagerErrorCode> = modelOf(SECRETSMANAGER_MODEL)

export const defineOperation: DefineOperation<SecretsManagerOperation> = operationsOf(
  'Secrets Manager',
  model,
)
