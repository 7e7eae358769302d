/** Errors of Lambda's control plane, one factory per wording. */
import type { ServiceError } from '../core/errors.ts'
import type { TagPolicy } from '../core/resources/tags.ts'
import { lambdaError, type LambdaErrorCode } from './errors.ts'

const STATUSES: Partial<Record<LambdaErrorCode, number>> = {
  PreconditionFailedException: 412,
  ProvisionedConcurrencyConfigNotFoundException: 404,
  RequestTooLargeException: 413,
  ResourceConflictException: 409,
  ResourceNotFoundException: 404,
}

const error = (code: LambdaErrorCode, message: string): ServiceError =>
  lambdaError(code, message, STATUSES[code] ?? 400)

const invalidParameter = (message: string): ServiceError =>
  error('InvalidParameterValueException', message)

// Seen: LocalStack's provider, which quotes AWS.
export const levelsOfText = (): ServiceError =>
  invalidParameter(
    'LogLevel is not supported when LogFormat is set to "Text". Remove LogLevel from your request or change the LogFormat to "JSON" and try again.',
  )

const conflict = (message: string): ServiceError => error('ResourceConflictException', message)

const missing = (message: string): ServiceError => error('ResourceNotFoundException', message)

/** The wording of the API model's checks, for constraints that the model does not have. */
export const constraintError = (value: unknown, member: string, constraint: string): ServiceError =>
  error(
    'ValidationException',
    `1 validation error detected: Value '${String(value)}' at '${member}' failed to satisfy constraint: ${constraint}`,
  )

// AWS: observed in public threads; test_lambda_api records the code.
export const functionExists = (name: string): ServiceError =>
  conflict(`Function already exist: ${name}`)

// Recorded: test_lambda_api TestLambdaFunction: status and wording.
export const updateInProgress = (arn: string): ServiceError =>
  conflict(
    `The operation cannot be performed at this time. An update is in progress for resource: ${arn}`,
  )

// AWS: "Lambda function states": invocations of pending functions fail. Observed wording.
export const functionPending = (): ServiceError =>
  conflict(
    'The operation cannot be performed at this time. The function is currently in the following state: Pending',
  )

// Recorded: test_lambda_api: revision mismatches of functions, versions, aliases and policies.
export const wrongRevision = (): ServiceError =>
  error(
    'PreconditionFailedException',
    'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
  )

// Recorded: test_lambda_api: the text measures the JSON of the variables.
export const environmentTooLarge = (variables: object): ServiceError =>
  invalidParameter(
    `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${JSON.stringify(variables)}`,
  )

// AWS: observed in public threads.
export const reservedVariables = (names: readonly string[]): ServiceError =>
  invalidParameter(
    `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${names.join(', ')}`,
  )

// Recorded: test_lambda_api: the form. The list is that of runtimes that Lambda still updates.
export const unknownRuntime = (runtime: string, known: readonly string[]): ServiceError =>
  invalidParameter(
    `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${known.join(', ')}] or be a valid ARN`,
  )

// Recorded: test_lambda_api.
export const deprecatedRuntime = (runtime: string): ServiceError =>
  invalidParameter(
    `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.`,
  )

// AWS: observed in public threads.
export const runtimeAndHandlerMissing = (): ServiceError =>
  invalidParameter(
    'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
  )

// Unverified: the wording.
export const runtimeWithImage = (): ServiceError =>
  invalidParameter(
    'Runtime and Handler are not supported for functions created with container images.',
  )

// AWS: observed in public threads.
export const noSource = (): ServiceError =>
  invalidParameter('Please provide a source for function code.')

// Recorded: test_lambda_api.
export const badZip = (): ServiceError =>
  invalidParameter(
    'Could not unzip uploaded file. Please check your file, then try to upload again.',
  )

// Recorded: test_lambda_api. The code is that of no error in the model.
export const zipTooLarge = (limit: number): ServiceError =>
  lambdaError(
    'RequestEntityTooLargeException',
    `Zipped size must be smaller than ${limit} bytes`,
    413,
  )

// Recorded: test_lambda_api TestLambdaLayer.
export const tooManyLayers = (limit: number): ServiceError =>
  invalidParameter(`Cannot reference more than ${limit} layers.`)

// AWS: "Lambda SnapStart", supported runtimes. Observed wording.
export const snapStartUnsupported = (runtime: string): ServiceError =>
  invalidParameter(`${runtime} is not supported for SnapStart enabled functions.`)

// Recorded: test_lambda_api.
export const latestNotDeletable = (): ServiceError =>
  invalidParameter('$LATEST version cannot be deleted without deleting the function.')

// Observed wording.
export const aliasNotDeletable = (): ServiceError =>
  invalidParameter('Deletion of aliases is not currently supported.')

// Observed wording.
export const versionHasAliases = (aliases: readonly string[]): ServiceError =>
  conflict(
    `Unable to delete version because the following aliases reference it: [${aliases.join(', ')}]`,
  )

// Observed wording.
export const wrongCodeSha = (given: string, current: string): ServiceError =>
  invalidParameter(
    `CodeSHA256 (${given}) is different from current CodeSHA256 in $LATEST (${current}). Please try again with the CodeSHA256 in $LATEST.`,
  )

// Recorded: test_lambda_api test_notfound_and_invalid_routingconfigs, these five.
export const tooManyWeights = (): ServiceError =>
  invalidParameter('Number of items in AdditionalVersionWeights cannot be greater than 1')

export const weightOfSameVersion = (version: string): ServiceError =>
  invalidParameter(
    `Invalid function version ${version}. Function version ${version} is already included in routing configuration.`,
  )

export const weightOfLatest = (): ServiceError =>
  invalidParameter('$LATEST is not supported for an alias pointing to more than 1 version')

export const aliasExists = (arn: string): ServiceError => conflict(`Alias already exists: ${arn}`)

export const aliasNotFound = (arn: string): ServiceError => missing(`Cannot find alias arn: ${arn}`)

// Observed wording of UpdateAlias.
export const aliasToUpdateNotFound = (arn: string): ServiceError =>
  missing(`Alias not found: ${arn}`)

// Recorded: test_lambda_api test_function_concurrency_exceptions.
export const functionsOnly = (): ServiceError =>
  invalidParameter(
    'This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please specify either a function name or an unqualified function ARN.',
  )

// Recorded: test_lambda_api test_function_concurrency_limits.
export const tooLittleUnreserved = (least: number): ServiceError =>
  invalidParameter(
    `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${least}].`,
  )

// Recorded: test_lambda_api TestLambdaProvisionedConcurrency. The spaces are AWS's.
export const reservedBelowProvisioned = (reserved: number, provisioned: number): ServiceError =>
  invalidParameter(
    ` ReservedConcurrentExecutions  ${reserved} should not be lower than function's total provisioned concurrency [${provisioned}].`,
  )

// Recorded: test_lambda_api TestLambdaProvisionedConcurrency, these six.
export const provisionedAboveReserved = (): ServiceError =>
  invalidParameter(
    'Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function',
  )

export const provisionedAboveAccount = (unreserved: number): ServiceError =>
  invalidParameter(
    `Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [${unreserved}].`,
  )

export const provisionedLeavesTooLittle = (least: number): ServiceError =>
  invalidParameter(
    `Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${least}].`,
  )

export const provisionedOnLatest = (): ServiceError =>
  invalidParameter(
    'Provisioned Concurrency Configs cannot be applied to unpublished function versions.',
  )

export const noProvisionedConfig = (): ServiceError =>
  error(
    'ProvisionedConcurrencyConfigNotFoundException',
    'No Provisioned Concurrency Config found for this function',
  )

export const provisionedTwice = (isAlias: boolean): ServiceError =>
  conflict(
    isAlias
      ? "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version"
      : 'Version is pointed to by a Provisioned Concurrency alias',
  )

// Unverified: the wording. AWS: "Tenant isolation", unsupported features.
export const provisionedWithTenants = (): ServiceError =>
  invalidParameter(
    'Provisioned concurrency is not supported for functions with tenancy configuration.',
  )

// Recorded: test_lambda_api TestLambdaPermissions, these six.
export const statementExists = (sid: string): ServiceError =>
  conflict(
    `The statement id (${sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
  )

export const policyOnLatest = (): ServiceError =>
  invalidParameter('We currently do not support adding policies for $LATEST.')

export const invalidPrincipal = (): ServiceError =>
  invalidParameter('The provided principal was invalid. Please check the principal and try again.')

export const noPolicy = (): ServiceError =>
  missing('No policy is associated with the given resource.')

export const statementNotFound = (sid: string): ServiceError =>
  missing(`Statement ${sid} is not found in resource policy.`)

export const resourceNotFound = (): ServiceError =>
  missing('The resource you requested does not exist.')

// Recorded: test_lambda_api TestLambdaTags, these two.
const tooManyTags = (): ServiceError =>
  invalidParameter('Number of tags exceeds resource tag limit.')

export const tagsOnVersions = (): ServiceError =>
  invalidParameter(
    'Tags on function aliases and versions are not supported. Please specify a function ARN.',
  )

// Unverified: the wordings of tags that break other rules.
const invalidTag = (): ServiceError =>
  invalidParameter('Tag keys and values must be valid, and keys must not begin with aws:')

export const tagPolicy: TagPolicy = {
  refuse: ({ rule }) => (rule === 'tooMany' ? tooManyTags() : invalidTag()),
}

// Recorded: test_lambda_api test_lambda_eventinvokeconfig_exceptions, these five.
export const noFunctionToConfigure = (): ServiceError =>
  invalidParameter("The function doesn't exist.")

export const configuredFunctionNotFound = (): ServiceError => missing("The function doesn't exist.")

export const emptyEventConfig = (): ServiceError =>
  invalidParameter('You must specify at least one of error handling or destination setting.')

export const destinationIsItself = (): ServiceError =>
  invalidParameter("You can't specify the function as a destination for itself.")

export const invalidDestination = (arn: string): ServiceError =>
  invalidParameter(`The destination ARN ${arn} is invalid.`)

// Unverified: the wording.
export const invalidDeadLetter = (arn: string): ServiceError =>
  invalidParameter(`The provided dead letter target ${arn} is invalid.`)

export const noEventConfig = (arn: string): ServiceError =>
  missing(`The function ${arn} doesn't have an EventInvokeConfig`)

// Recorded: test_lambda_api test_url_config_*: with two spaces.
export const urlExists = (arn: string): ServiceError =>
  conflict(
    `Failed to create function url config for [functionArn = ${arn}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
  )
