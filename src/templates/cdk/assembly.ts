/**
 * A cloud assembly: the output of `cdk synth`.
 * AWS: https://docs.aws.amazon.com/cdk/v2/guide/deploy.html#deploy-how-synth-assemblies
 */
import { isObject } from '../../core/json.ts'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { MisuseError } from '../../core/errors.ts'
import { readJson } from '../read-template.ts'

/** One stack of an assembly. */
export interface AssemblyStack {
  /** Its id in the assembly. */
  readonly id: string
  /** The name that CloudFormation gets. */
  readonly name: string
  /** The path of its construct: `Prod/Api`. */
  readonly path: string
  /** The folder of its assembly. */
  readonly assembly: string
  readonly file: string
  /** Its AWS region, where the app says it. */
  readonly region: string | undefined
  /** The ids of stacks that must exist before. */
  readonly dependencies: readonly string[]
  /** The construct's path, by logical id. */
  readonly paths: ReadonlyMap<string, string>
  /** The folder or file of each asset, by its key in the bucket of assets. */
  readonly assets: ReadonlyMap<string, string>
}

/** The stacks of an assembly and of its stages, each after those that it depends on. */
export function readAssembly(folder: string, caller: string): readonly AssemblyStack[] {
  const stacks = stacksIn(folder, caller)
  if (stacks.length === 0)
    throw new MisuseError(`${caller}: the assembly in '${folder}' has no stack.`)
  return stacks
}

function stacksIn(folder: string, caller: string): readonly AssemblyStack[] {
  const file = join(folder, 'manifest.json')
  if (!existsSync(file)) {
    throw new MisuseError(
      `${caller}: the folder '${folder}' has no manifest.json.`,
      'the output of cdk synth: cdk.out',
    )
  }
  const { artifacts } = members(readJson(file, caller))
  const all = Object.entries(members(artifacts))
  const stacks = all
    .filter(([, artifact]) => members(artifact)['type'] === 'aws:cloudformation:stack')
    .map(([id, artifact]) => toStack(folder, id, members(artifact), members(artifacts), caller))
  const stages = all.flatMap(([, artifact]) => {
    const { type, properties } = members(artifact)
    if (type !== 'cdk:cloud-assembly') return []
    return stacksIn(join(folder, String(members(properties)['directoryName'])), caller)
  })
  return [...inOrder(stacks), ...stages]
}

const members = (value: unknown): Readonly<Record<string, unknown>> =>
  isObject(value) ? value : {}

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []

function toStack(
  folder: string,
  id: string,
  artifact: Readonly<Record<string, unknown>>,
  artifacts: Readonly<Record<string, unknown>>,
  caller: string,
): AssemblyStack {
  const properties = members(artifact['properties'])
  const dependencies = texts(artifact['dependencies'])
  const further = artifact['additionalMetadataFile']
  // Older assemblies keep the metadata in the manifest itself.
  const metadata =
    typeof further === 'string' ? readJson(join(folder, further), caller) : artifact['metadata']
  return {
    id,
    name: String(properties['stackName'] ?? artifact['stackName'] ?? id),
    path: String(artifact['displayName'] ?? id),
    assembly: folder,
    file: join(folder, String(properties['templateFile'])),
    region: regionIn(artifact['environment']),
    dependencies,
    paths: pathsIn(members(metadata)),
    assets: assetsIn(folder, dependencies, artifacts, caller),
  }
}

/** The region of `aws://123456789012/eu-west-1`. Undefined for a stack without a region. */
function regionIn(environment: unknown): string | undefined {
  const region = /^aws:\/\/[^/]*\/(.+)$/.exec(String(environment ?? ''))?.[1]
  return region === 'unknown-region' ? undefined : region
}

function pathsIn(metadata: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const paths = new Map<string, string>()
  for (const [path, entries] of Object.entries(metadata)) {
    for (const entry of Array.isArray(entries) ? entries : []) {
      const { type, data } = members(entry)
      if (type === 'aws:cdk:logicalId' && typeof data === 'string')
        paths.set(data, path.replace(/^\//, ''))
    }
  }
  return paths
}

function assetsIn(
  folder: string,
  dependencies: readonly string[],
  artifacts: Readonly<Record<string, unknown>>,
  caller: string,
): ReadonlyMap<string, string> {
  const assets = new Map<string, string>()
  for (const id of dependencies) {
    const artifact = members(artifacts[id])
    if (artifact['type'] !== 'cdk:asset-manifest') continue
    const file = String(members(artifact['properties'])['file'])
    const { files } = members(readJson(join(folder, file), caller))
    for (const asset of Object.values(members(files))) {
      const { source, destinations } = members(asset)
      const path = members(source)['path']
      if (typeof path !== 'string') continue
      for (const destination of Object.values(members(destinations)))
        assets.set(String(members(destination)['objectKey']), join(folder, path))
    }
  }
  return assets
}

function inOrder(stacks: readonly AssemblyStack[]): readonly AssemblyStack[] {
  const ordered: AssemblyStack[] = []
  const add = (stack: AssemblyStack): void => {
    if (ordered.includes(stack)) return
    for (const id of stack.dependencies) {
      const needed = stacks.find((other) => other.id === id)
      if (needed) add(needed)
    }
    ordered.push(stack)
  }
  stacks.forEach(add)
  return ordered
}
