/** Parameter Store's errors, one factory per wording. */
import { ServiceError } from '../core/errors.ts'
import { MOST_LABELS } from './limits.ts'

// AWS: "Common errors"; the JSON protocol's status for client errors is 400.
export const validation = (message: string): ServiceError =>
  new ServiceError('ValidationException', message)

/** AWS answers the code without a message. */
export const parameterNotFound = (): ServiceError => new ServiceError('ParameterNotFound', '')

// Unverified: the wording.
export const versionNotFound = (name: string, selector: string): ServiceError =>
  new ServiceError(
    'ParameterVersionNotFound',
    `Systems Manager could not find version ${selector} of ${name}. Verify the version and try again.`,
  )

export const parameterAlreadyExists = (): ServiceError =>
  new ServiceError(
    'ParameterAlreadyExists',
    'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
  )

export const typeMissing = (): ServiceError =>
  validation('A parameter type is required when you create a parameter.')

export const tagsWithOverwrite = (): ServiceError =>
  validation(
    "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
  )

export const valueEmpty = (): ServiceError =>
  validation(
    "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1.",
  )

export const valueTooLong = (tier: string, limit: number): ServiceError =>
  tier === 'Advanced'
    ? validation(
        `Advanced tier parameters support a maximum parameter value of ${limit} characters.`,
      )
    : validation(
        `Standard tier parameters support a maximum parameter value of ${limit} characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html`,
      )

export const tierDowngrade = (): ServiceError =>
  validation(
    "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the standard-parameter tier. If necessary, you can delete the advanced parameter and recreate it as a standard parameter.",
  )

export const patternMismatch = (pattern: string): ServiceError =>
  new ServiceError(
    'ParameterPatternMismatchException',
    `Parameter value, cannot be validated against allowedPattern: ${pattern}`,
  )

export const invalidPattern = (): ServiceError =>
  new ServiceError(
    'InvalidAllowedPatternException',
    'The request does not meet the regular expression requirement.',
  )

// AWS: PutParameter, and its errors. Unverified: the wordings of refused policies.
export const policiesMalformed = (): ServiceError =>
  new ServiceError(
    'InvalidPolicyAttributeException',
    'The policies are not a JSON array of objects.',
  )

export const policyType = (type: string): ServiceError =>
  new ServiceError(
    'InvalidPolicyTypeException',
    `The policy type ${type} isn't supported. Parameter Store supports the following policy types: Expiration, ExpirationNotification, and NoChangeNotification.`,
  )

export const policyAttribute = (name: string): ServiceError =>
  new ServiceError(
    'InvalidPolicyAttributeException',
    `A policy attribute or its value is invalid: ${name}.`,
  )

export const policiesIncompatible = (type: string): ServiceError =>
  new ServiceError(
    'IncompatiblePolicyException',
    type === 'Expiration'
      ? 'A parameter can have one Expiration policy.'
      : `The policy ${type} requires an Expiration policy.`,
  )

export const tooManyPolicies = (most: number): ServiceError =>
  new ServiceError(
    'PoliciesLimitExceededException',
    `You specified more than the maximum number of allowed policies for the parameter. The maximum is ${most}.`,
  )

// AWS: parameter-store-policies.html: policies need the advanced tier. Unverified: the wording.
export const policiesNeedAdvanced = (): ServiceError =>
  validation('Parameter policies are only supported for parameters that use the advanced tier.')

export const dataTypeUnsupported = (type: string): ServiceError =>
  validation(
    `The following data type is not supported: ${type} (Data type names are all lowercase.)`,
  )

export const notQualified = (): ServiceError =>
  validation('Parameter name must be a fully qualified name.')

export const nameReserved = (name: string): ServiceError =>
  new ServiceError('AccessDeniedException', `No access to reserved parameter name: ${name}.`)

// Recorded: ssm test_hierarchical_parameter, the words about sub-paths.
export const nameInvalid = (): ServiceError =>
  validation(
    'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_',
  )

export const tooManyLevels = (levels: number): ServiceError =>
  new ServiceError(
    'HierarchyLevelLimitExceededException',
    `A hierarchy can have a maximum of ${levels} levels.`,
  )

export const pathInvalid = (): ServiceError =>
  validation(
    'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can\'t be prefixed with "aws" or "ssm" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.',
  )

export const tooManyVersions = (name: string, oldest: number): ServiceError =>
  new ServiceError(
    'ParameterMaxVersionLimitExceeded',
    `You attempted to create a new version of ${name} by calling the PutParameter API with the overwrite flag. Version ${oldest}, the oldest version, can't be deleted because it has a label associated with it. Move the label to another version of the parameter, and try again.`,
  )

export const tooManyLabels = (): ServiceError =>
  new ServiceError(
    'ParameterVersionLabelLimitExceeded',
    `A parameter version can have maximum ${MOST_LABELS} labels.Move one or more labels to another version and try again.`,
  )

export const filterKeyInvalid = (key: string, valid: readonly string[]): ServiceError =>
  new ServiceError(
    'InvalidFilterKey',
    `The following filter key is not valid: ${key}. Valid filter keys include: [${valid.join(', ')}].`,
  )

export const filterOptionInvalid = (option: string, valid: readonly string[]): ServiceError =>
  new ServiceError(
    'InvalidFilterOption',
    `The following filter option is not valid: ${option}. Valid options include: [${valid.join(', ')}].`,
  )

export const invalidNextToken = (): ServiceError =>
  new ServiceError('InvalidNextToken', 'The specified token is not valid.')

export const resourceInvalid = (id: string): ServiceError =>
  new ServiceError(
    'InvalidResourceId',
    `The resource ID "${id}" is not valid. Verify the ID and try again.`,
  )

// Recorded: ssm test_get_secret_parameter: WithDecryption is required. Unverified: the wording.
export const decryptionRequired = (): ServiceError =>
  validation('WithDecryption flag must be True for retrieving a Secret Manager secret.')

// Recorded: ssm-e2.
export const secretNotFound = (name: string): ServiceError =>
  new ServiceError('ParameterNotFound', `Secret ${name} not found.`)
