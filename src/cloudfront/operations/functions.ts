/** CloudFront Functions. AWS: managing-functions.html */
import { NO_TAGS } from '../../core/resources/tags.ts'
import type { Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { behaviorsOf, itemsOf } from '../distributions/config.ts'
import { newETag } from '../distributions/names.ts'
import {
  alreadyExists,
  functionTooLarge,
  inUse,
  invalidArgument,
  notFound,
  testFailed,
} from '../errors.ts'
import { functionArn, isFunctionName } from '../functions/names.ts'
import type { FunctionConfig, FunctionStage, StoredFunction } from '../functions/stored-function.ts'
import { MAX_FUNCTION_BYTES } from '../limits.ts'
import { pageOf, type PageInput } from '../resources/page.ts'
import { checkETag } from '../resources/preconditions.ts'
import { rooms } from '../rooms.ts'
import type { CloudFrontState } from '../state.ts'
import { tagsIn, type TagsInput } from './tags.ts'

type StageName = 'DEVELOPMENT' | 'LIVE'

interface Code {
  readonly Name: string
  readonly FunctionConfig: FunctionConfig
  readonly FunctionCode: Uint8Array | string
}

interface OfStage {
  readonly Name: string
  readonly Stage?: StageName
}

interface Versioned {
  readonly Name: string
  readonly IfMatch?: string
}

function find(state: CloudFrontState, name: string): StoredFunction {
  const found = state.functions.get(name)
  if (!found) throw notFound('NoSuchFunctionExists')
  return found
}

function stageOf(stored: StoredFunction, stage: StageName = 'DEVELOPMENT'): FunctionStage {
  const found = stage === 'LIVE' ? stored.live : stored.development
  if (!found) throw notFound('NoSuchFunctionExists')
  return found
}

const summary = (
  world: World,
  { name, live, development }: StoredFunction,
  stage: FunctionStage,
): object => ({
  Name: name,
  Status:
    live === undefined
      ? 'UNPUBLISHED'
      : live.code === development.code
        ? 'UNASSOCIATED'
        : 'UNPUBLISHED',
  FunctionConfig: stage.config,
  FunctionMetadata: {
    FunctionARN: functionArn(world, name),
    Stage: stage === live ? 'LIVE' : 'DEVELOPMENT',
    CreatedTime: new Date(stage.createdAt),
    LastModifiedTime: new Date(stage.modifiedAt),
  },
})

function codeOf(given: Uint8Array | string): string {
  const text = typeof given === 'string' ? given : Buffer.from(given).toString()
  if (Buffer.byteLength(text) > MAX_FUNCTION_BYTES) throw functionTooLarge()
  return text
}

const HANDLED = ['Name', 'FunctionConfig.Comment', 'FunctionConfig.Runtime', 'FunctionCode']

const createFunction = defineOperation({
  name: 'CreateFunction',
  handles: [...HANDLED, 'Tags'],
  run(state: CloudFrontState, input: Code & { readonly Tags?: TagsInput }, { world }) {
    const { Name, FunctionConfig: config, FunctionCode, Tags } = input
    if (!isFunctionName(Name)) throw invalidArgument('The function name is invalid.')
    const code = codeOf(FunctionCode)
    if (state.functions.has(Name)) throw alreadyExists('FunctionAlreadyExists', 'function')
    const now = world.clock.now()
    const development = { code, config, eTag: newETag(world), createdAt: now, modifiedAt: now }
    const stored: StoredFunction = {
      name: Name,
      development,
      live: undefined,
      tags: Tags ? tagsIn(Tags) : NO_TAGS,
      generation: world.generation,
      isDeclared: false,
    }
    state.functions.set(Name, stored)
    return {
      FunctionSummary: summary(world, stored, development),
      Location: `https://cloudfront.amazonaws.com/2020-05-31/function/${functionArn(world, Name)}`,
      ETag: development.eTag,
    }
  },
})

const describeFunction = defineOperation({
  name: 'DescribeFunction',
  handles: ['Name', 'Stage'],
  run(state: CloudFrontState, { Name, Stage }: OfStage, { world }) {
    const stored = find(state, Name)
    const stage = stageOf(stored, Stage)
    return { FunctionSummary: summary(world, stored, stage), ETag: stage.eTag }
  },
})

const getFunction = defineOperation({
  name: 'GetFunction',
  handles: ['Name', 'Stage'],
  run(state: CloudFrontState, { Name, Stage }: OfStage) {
    const { code, eTag } = stageOf(find(state, Name), Stage)
    return { FunctionCode: Buffer.from(code), ETag: eTag, ContentType: 'application/octet-stream' }
  },
})

const updateFunction = defineOperation({
  name: 'UpdateFunction',
  handles: [...HANDLED, 'IfMatch'],
  run(state: CloudFrontState, input: Code & Versioned, { world }) {
    const stored = find(state, input.Name)
    checkETag(stored.development.eTag, input.IfMatch)
    const development: FunctionStage = {
      ...stored.development,
      code: codeOf(input.FunctionCode),
      config: input.FunctionConfig,
      eTag: newETag(world),
      modifiedAt: world.clock.now(),
    }
    const changed = { ...stored, development }
    state.functions.set(input.Name, changed)
    return { FunctionSummary: summary(world, changed, development), ETag: development.eTag }
  },
})

const publishFunction = defineOperation({
  name: 'PublishFunction',
  handles: ['Name', 'IfMatch'],
  run(state: CloudFrontState, { Name, IfMatch }: Versioned, { world }) {
    const stored = find(state, Name)
    checkETag(stored.development.eTag, IfMatch)
    const now = world.clock.now()
    const live: FunctionStage = {
      ...stored.development,
      createdAt: stored.live?.createdAt ?? now,
      modifiedAt: now,
    }
    const changed = { ...stored, live }
    state.functions.set(Name, changed)
    // The code that the test gave as a function is no longer the published one.
    state.edgeHandlers.delete(Name)
    return { FunctionSummary: summary(world, changed, live) }
  },
})

const deleteFunction = defineOperation({
  name: 'DeleteFunction',
  handles: ['Name', 'IfMatch'],
  run(state: CloudFrontState, { Name, IfMatch }: Versioned, { world }) {
    const stored = find(state, Name)
    checkETag(stored.development.eTag, IfMatch)
    const arn = functionArn(world, Name)
    const isUsed = [...state.distributions.values()].some(({ config }) =>
      behaviorsOf(config).some(({ FunctionAssociations }) =>
        itemsOf(FunctionAssociations).some(({ FunctionARN }) => FunctionARN === arn),
      ),
    )
    if (isUsed) throw inUse('FunctionInUse', 'function')
    state.functions.delete(Name)
    return {}
  },
})

const listFunctions = defineOperation({
  name: 'ListFunctions',
  handles: ['Marker', 'MaxItems', 'Stage'],
  run(state: CloudFrontState, input: PageInput & { readonly Stage?: StageName }, { world }) {
    const all = [...state.functions.values()].filter(
      ({ live }) => input.Stage !== 'LIVE' || live !== undefined,
    )
    const { items, next, max } = pageOf(all, input, ({ name }) => name)
    return {
      FunctionList: {
        ...(next !== undefined && { NextMarker: next }),
        MaxItems: max,
        Quantity: items.length,
        Items: items.map((stored) => summary(world, stored, stageOf(stored, input.Stage))),
      },
    }
  },
})

const testFunction = defineOperation({
  name: 'TestFunction',
  handles: ['Name', 'IfMatch', 'Stage', 'EventObject'],
  run(
    state: CloudFrontState,
    input: OfStage & Versioned & { readonly EventObject: Uint8Array | string },
    { world },
  ) {
    const stored = find(state, input.Name)
    const stage = stageOf(stored, input.Stage)
    checkETag(stage.eTag, input.IfMatch)
    const outcome = rooms.functionCode().runCode(stage.code, parsed(input.EventObject))
    return {
      TestResult: {
        FunctionSummary: summary(world, stored, stage),
        // AWS: from 0 to 100. It cannot be the same here twice.
        ComputeUtilization: '0',
        FunctionExecutionLogs: outcome.logs,
        FunctionErrorMessage: outcome.error
          ? `${outcome.error.name}: ${outcome.error.message}`
          : '',
        FunctionOutput: outcome.error ? '' : outputOf(outcome.value),
      },
    }
  },
})

function parsed(event: Uint8Array | string): object {
  const text = typeof event === 'string' ? event : Buffer.from(event).toString()
  try {
    return Object(JSON.parse(text)) as object
  } catch {
    // Unverified: the wording.
    throw testFailed('The event object is not valid JSON.')
  }
}

/** AWS: test-function.html: the request, or the response, by its name. */
const outputOf = (value: unknown): string => {
  const isAnswer = Object(value) as { readonly statusCode?: unknown }
  return JSON.stringify(
    isAnswer.statusCode === undefined ? { request: value } : { response: value },
  )
}

export const functionOperations: Readonly<Record<string, Operation<CloudFrontState>>> = {
  CreateFunction: createFunction,
  DeleteFunction: deleteFunction,
  DescribeFunction: describeFunction,
  GetFunction: getFunction,
  ListFunctions: listFunctions,
  PublishFunction: publishFunction,
  TestFunction: testFunction,
  UpdateFunction: updateFunction,
}
