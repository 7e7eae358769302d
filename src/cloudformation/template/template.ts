/**
 * A template as a checked structure. Values inside keep their intrinsic functions.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */
import { isObject } from '../../core/json.ts'
import { didYouMean } from '../../core/errors.ts'
import { TemplateError, type Path } from '../errors.ts'
import * as limits from '../limits.ts'

export type Values = Readonly<Record<string, unknown>>

export interface ParameterDeclaration {
  readonly Type: string
  readonly Default?: unknown
  readonly AllowedValues?: readonly unknown[]
  readonly AllowedPattern?: string
  readonly ConstraintDescription?: string
  readonly MinLength?: number | string
  readonly MaxLength?: number | string
  readonly MinValue?: number | string
  readonly MaxValue?: number | string
  readonly NoEcho?: boolean | string
  readonly Description?: string
}

export interface ResourceDeclaration {
  readonly Type: string
  readonly Properties?: unknown
  readonly Condition?: string
  readonly DependsOn?: string | readonly string[]
  readonly Metadata?: unknown
  readonly DeletionPolicy?: unknown
  readonly UpdateReplacePolicy?: unknown
}

export interface OutputDeclaration {
  readonly Value: unknown
  readonly Condition?: string
  readonly Export?: { readonly Name: unknown }
  readonly Description?: string
}

export interface Template {
  readonly description: string | undefined
  readonly transforms: readonly string[]
  readonly parameters: ReadonlyMap<string, ParameterDeclaration>
  readonly mappings: ReadonlyMap<string, Values>
  readonly conditions: ReadonlyMap<string, unknown>
  readonly rules: ReadonlyMap<string, Values>
  readonly resources: ReadonlyMap<string, ResourceDeclaration>
  readonly outputs: ReadonlyMap<string, OutputDeclaration>
  readonly metadata: unknown
  /** The whole of it, as its transforms leave it. */
  readonly document: Values
}

const SECTIONS = [
  ...['AWSTemplateFormatVersion', 'Description', 'Metadata', 'Parameters', 'Mappings'],
  ...['Conditions', 'Rules', 'Transform', 'Hooks', 'Resources', 'Outputs', 'Globals'],
]

/** Checks the sections of a template, in AWS's words. */
export function toTemplate(document: unknown): Template {
  if (!isObject(document)) {
    throw new TemplateError('Template format error: unsupported structure.', [])
  }
  refuseNulls(document)
  checkSections(document)
  checkVersion(document['AWSTemplateFormatVersion'])
  const resources = section<ResourceDeclaration>(document, 'Resources', checkResource)
  checkHasResources(document, resources.size)
  for (const name of Object.keys(MOST)) checkCount(name, document[name])
  return {
    description: toDescription(document['Description']),
    transforms: toTransforms(document['Transform']),
    parameters: section<ParameterDeclaration>(document, 'Parameters', checkParameter),
    mappings: section<Values>(document, 'Mappings', checkMapping),
    conditions: section<unknown>(document, 'Conditions', () => undefined),
    rules: section<Values>(document, 'Rules', checkMember('Rules')),
    resources,
    outputs: section<OutputDeclaration>(document, 'Outputs', checkOutput),
    metadata: document['Metadata'],
    document,
  }
}

/**
 * Seen: CreateStack and CreateChangeSet in public issues. A path there has the resource's `Type` in
 * place of its `Properties`: `[/Resources/Pool/Type/LambdaConfig/PreSignUp]`.
 */
function refuseNulls(document: Values): void {
  const path = pathToNull(document)
  if (!path) return
  const seen = path.map((name, at) => (path[0] === 'Resources' && at === 2 ? asSeen(name) : name))
  throw new TemplateError(`[/${seen.join('/')}] 'null' values are not allowed in templates`, path)
}

function pathToNull(value: object): Path | undefined {
  for (const [key, entry] of Object.entries(value) as [string, unknown][]) {
    if (entry === null) return [key]
    const rest = typeof entry === 'object' ? pathToNull(entry) : undefined
    if (rest) return [key, ...rest]
  }
  return undefined
}

const asSeen = (name: string | number): string | number => (name === 'Properties' ? 'Type' : name)

// Seen: messages of CreateStack and ValidateTemplate in public issues, for this and the next checks.
function checkSections(document: Values): void {
  const unknown = Object.keys(document).filter((name) => !SECTIONS.includes(name))
  const [first] = unknown
  if (first === undefined) return
  throw new TemplateError(
    `Invalid template property or properties [${unknown.join(', ')}]`,
    [first],
    didYouMean(first, SECTIONS),
  )
}

function checkVersion(version: unknown): void {
  if (version === undefined || String(version) === '2010-09-09') return
  // Seen: CreateStack in public issues
  throw new TemplateError(
    `Template format error: ${String(version)} is not a supported value for AWSTemplateFormatVersion.`,
    ['AWSTemplateFormatVersion'],
  )
}

function checkHasResources(document: Values, count: number): void {
  if (count > 0) return
  // Recorded: cfn-e-no-resources
  throw new TemplateError(
    'Template format error: At least one Resources member must be defined.',
    document['Resources'] === undefined ? [] : ['Resources'],
  )
}

const MOST: Readonly<Record<string, number>> = {
  Resources: limits.RESOURCES,
  Parameters: limits.PARAMETERS,
  Mappings: limits.MAPPINGS,
  Outputs: limits.OUTPUTS,
}

function checkCount(name: string, section: unknown): void {
  const count = isObject(section) ? Object.keys(section).length : 0
  const most = MOST[name] ?? count
  if (count <= most) return
  throw new TemplateError(
    `Template format error: Number of ${name.toLowerCase()}, ${count}, is greater than maximum allowed, ${most}`,
    [name],
  )
}

type Check = (value: unknown, name: string, path: Path) => void

function section<Entry>(document: Values, name: string, check: Check): ReadonlyMap<string, Entry> {
  const content = document[name]
  if (content === undefined) return new Map()
  if (!isObject(content)) {
    throw new TemplateError(`Template format error: ${name} must be an object.`, [name])
  }
  for (const [key, value] of Object.entries(content)) {
    // AWS: resources-section-structure.html (logical ids are alphanumeric)
    if ((name === 'Resources' || name === 'Parameters') && !/^[A-Za-z0-9]{1,255}$/.test(key)) {
      throw new TemplateError(`Template format error: ${name} name ${key} is non alphanumeric.`, [
        name,
        key,
      ])
    }
    check(value, key, [name, key])
  }
  // Checked above, entry by entry.
  return new Map(Object.entries(content) as [string, Entry][])
}

const checkMember =
  (name: string): Check =>
  (value, _key, path) => {
    if (isObject(value)) return
    throw new TemplateError(`Template format error: Every ${name} member must be an object.`, path)
  }

const RESOURCE_MEMBERS = [
  ...['Type', 'Properties', 'Condition', 'DependsOn', 'Metadata', 'DeletionPolicy'],
  ...['UpdateReplacePolicy', 'UpdatePolicy', 'CreationPolicy', 'Description', 'Connectors'],
  ...['IgnoreGlobals', 'Version'],
]

const checkResource: Check = (value, key, path) => {
  if (!isObject(value)) {
    throw new TemplateError('Template format error: Any Resources member must be an object.', path)
  }
  if (typeof value['Type'] !== 'string') {
    throw new TemplateError(
      `Template format error: [/Resources/${key}] Every Resources object must contain a Type member.`,
      path,
    )
  }
  const unknown = Object.keys(value).find((name) => !RESOURCE_MEMBERS.includes(name))
  if (unknown !== undefined) {
    throw new TemplateError(
      `Invalid template resource property '${unknown}'`,
      [...path, unknown],
      `${didYouMean(unknown, RESOURCE_MEMBERS) ?? ''} Settings of the resource belong under Properties.`.trim(),
    )
  }
  if (value['Condition'] !== undefined && typeof value['Condition'] !== 'string') {
    throw new TemplateError('Template format error: Every Condition member must be a string.', [
      ...path,
      'Condition',
    ])
  }
  checkDependsOn(value['DependsOn'], [...path, 'DependsOn'])
}

function checkDependsOn(value: unknown, path: Path): void {
  if (value === undefined || typeof value === 'string') return
  if (Array.isArray(value) && value.every((name) => typeof name === 'string')) return
  throw new TemplateError(
    'Template format error: DependsOn must be a string or list of strings.',
    path,
  )
}

// AWS: parameters-section-structure.html (Type), cloudformation-supplied-parameter-types.html
const PARAMETER_TYPE =
  /^(?:String|Number|CommaDelimitedList|List<(?:String|Number|AWS::[\w:]+)>|AWS::[\w:]+(?:<.+>)?)$/

const PARAMETER_MEMBERS = [
  ...['Type', 'Default', 'AllowedValues', 'AllowedPattern', 'ConstraintDescription'],
  ...['MinLength', 'MaxLength', 'MinValue', 'MaxValue', 'NoEcho', 'Description'],
]

const checkParameter: Check = (value, key, path) => {
  if (!isObject(value)) {
    throw new TemplateError('Template format error: Any Parameters member must be an object.', path)
  }
  if (typeof value['Type'] !== 'string') {
    throw new TemplateError(
      'Template format error: Every Parameters object must contain a Type member.',
      path,
    )
  }
  // Seen: CreateStack in public issues
  if (!PARAMETER_TYPE.test(value['Type'])) {
    const problem = `Template format error: Unrecognized parameter type: ${value['Type']}`
    throw new TemplateError(problem, [...path, 'Type'])
  }
  const unknown = Object.keys(value).find((name) => !PARAMETER_MEMBERS.includes(name))
  if (unknown === undefined) return
  throw new TemplateError(
    `Invalid template parameter property '${unknown}'`,
    [...path, unknown],
    didYouMean(unknown, PARAMETER_MEMBERS),
  )
}

const isScalar = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value)

const checkMapping: Check = (value, _key, path) => {
  if (!isObject(value)) {
    throw new TemplateError('Template format error: Every Mappings member must be a map.', path)
  }
  for (const [top, second] of Object.entries(value)) {
    // A transform inside a mapping stands for its content.
    if (top === 'Fn::Transform') continue
    if (!isObject(second)) {
      throw new TemplateError('Template format error: Every Mappings member must be a map.', [
        ...path,
        top,
      ])
    }
    for (const [attribute, content] of Object.entries(second)) {
      if (isScalar(content) || Array.isArray(content)) continue
      // Recorded: cfn-e-map3
      throw new TemplateError(
        'Template format error: Every Mappings attribute must be a String or a List.',
        [...path, top, attribute],
      )
    }
  }
}

const checkOutput: Check = (value, _key, path) => {
  if (!isObject(value)) {
    throw new TemplateError('Template format error: Every Outputs member must be an object.', path)
  }
  if (value['Value'] === undefined) {
    throw new TemplateError(
      'Template format error: Every Outputs member must contain a Value object.',
      path,
    )
  }
}

function toDescription(value: unknown): string | undefined {
  if (value === undefined) return undefined
  if (typeof value !== 'string') {
    throw new TemplateError('Template format error: Description must be a string.', ['Description'])
  }
  if (value.length <= limits.DESCRIPTION_CHARACTERS) return value
  throw new TemplateError(
    `Template format error: 'Description' length is greater than ${limits.DESCRIPTION_CHARACTERS}.`,
    ['Description'],
  )
}

function toTransforms(value: unknown): readonly string[] {
  if (value === undefined) return []
  const list = Array.isArray(value) ? value : [value]
  return list.map((entry, index) => {
    const name: unknown = isObject(entry) ? entry['Name'] : entry
    if (typeof name === 'string') return name
    throw new TemplateError('Template format error: Transform must be a string or a list.', [
      'Transform',
      index,
    ])
  })
}
