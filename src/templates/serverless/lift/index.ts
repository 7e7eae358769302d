/**
 * The constructs of the plugin serverless-lift whose services are simulated.
 * AWS: https://github.com/getlift/lift
 */
import type { Draft } from '../draft.ts'
import { listOf, membersOf, type Properties } from '../service.ts'
import type { Construct, ConstructFunction, ConstructKind } from './construct.ts'
import { queue } from './queue.ts'
import { singleTable } from './single-table.ts'
import { storage } from './storage.ts'
import { webhook } from './webhook.ts'

const KINDS: ReadonlyMap<string, ConstructKind> = new Map([
  ['queue', queue],
  ['storage', storage],
  ['database/dynamodb-single-table', singleTable],
  ['webhook', webhook],
])

interface Known extends Construct {
  readonly kind: ConstructKind
}

function constructsOf(document: Properties, stackName: string): Known[] {
  return Object.entries(membersOf(document['constructs'])).flatMap(([id, given]) => {
    const settings = membersOf(given)
    const kind = KINDS.get(String(settings['type']))
    return kind ? [{ id, settings, stackName, kind }] : []
  })
}

/** The value of `${construct:jobs.queueUrl}`. */
export function constructVariable(document: Properties, address: string): unknown {
  const [id, name = ''] = address.split('.')
  const construct = constructsOf(document, '').find((one) => one.id === id)
  return construct?.kind.variables(construct)[name]
}

/** The document with the functions, events and permissions that the constructs add. */
export function withConstructs(document: Properties, stackName: string): Properties {
  const constructs = constructsOf(document, stackName)
  if (constructs.length === 0) return document
  const functions = listOf(document['functions']).map(membersOf)
  const provider = membersOf(document['provider'])
  const added = constructs.flatMap((construct) => construct.kind.functions?.(construct) ?? [])
  const statements = constructs.flatMap((one) => one.kind.statements?.(one) ?? [])
  const lift = membersOf(document['lift'])
  return {
    ...document,
    functions: withFunctions(functions, added),
    provider:
      lift['automaticPermissions'] === false ? provider : withStatements(provider, statements),
  }
}

function withFunctions(
  groups: readonly Properties[],
  added: readonly ConstructFunction[],
): Properties[] {
  const withEvents = (name: string, properties: Properties): Properties => {
    const events = added.filter((one) => one.name === name).flatMap((one) => one.events)
    return { ...properties, events: [...listOf(properties['events']), ...events] }
  }
  const changed = groups.map((group) =>
    Object.fromEntries(
      Object.entries(group).map(([name, one]) => [name, withEvents(name, membersOf(one))]),
    ),
  )
  const own = added.flatMap(({ name, properties }) =>
    properties ? [[name, withEvents(name, properties)] as const] : [],
  )
  return [...changed, Object.fromEntries(own)]
}

function withStatements(provider: Properties, statements: readonly Properties[]): Properties {
  const iam = membersOf(provider['iam'])
  const role = membersOf(iam['role'])
  // A role that the service brings stays as it is.
  if (typeof iam['role'] === 'string' || statements.length === 0) return provider
  const all = [...listOf(role['statements']), ...statements]
  return { ...provider, iam: { ...iam, role: { ...role, statements: all } } }
}

// The framework's default
const TIMEOUT_SECONDS = 6

function timeoutIn(document: Properties, name: string): number {
  const own = listOf(document['functions']).map(
    (group) => membersOf(membersOf(group)[name])['timeout'],
  )
  const { timeout: common = TIMEOUT_SECONDS } = membersOf(document['provider'])
  return Number(own.find((value) => value !== undefined) ?? common)
}

/** Adds the resources. The constructs of other kinds are named in `stack.skipped`. */
export function addConstructs(document: Properties, stackName: string, draft: Draft): void {
  for (const construct of constructsOf(document, stackName)) {
    construct.kind.add(construct, draft, (name) => timeoutIn(document, name))
    const ids = construct.kind.extensions(construct)
    const extensions = membersOf(construct.settings['extensions'])
    for (const [name, extension] of Object.entries(extensions)) {
      const own = membersOf(membersOf(extension)['Properties'])
      draft.change(ids[name] ?? name, (properties) => ({ ...properties, ...own }))
    }
  }
  for (const [name, value] of Object.entries(membersOf(document['constructs']))) {
    const kind = String(membersOf(value)['type'])
    if (KINDS.has(kind)) continue
    const reason = 'Constructs of this kind are not made.'
    draft.skip(name, `serverless-lift ${kind}`, undefined, reason)
  }
}
