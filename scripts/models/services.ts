/**
 * The services whose models are generated into their rooms: those whose description
 * (`src/<room>/service.ts`) names a model.
 */
import { readdirSync, readFileSync } from 'node:fs'

export interface GeneratedService {
  /** The model's file in data/. */
  readonly model: string
  /** The SDK client, a devDependency, with members newer than the model. */
  readonly client: string
  /** The room: the file is `src/<room>/api/model.ts`. */
  readonly room: string
  /** The file in the room, if the room has several models: `api/models/<model>.ts`. */
  readonly file: string
  /** The name in types and constants: `LambdaOperation`, `LAMBDA_MODEL`. */
  readonly title: string
  readonly constant: string
  /** Only these operations. Default: all. */
  readonly operations?: readonly string[]
}

const SRC = new URL('../../src/', import.meta.url)

/**
 * Reads descriptions as text, because a new room imports its model before the generator first
 * writes it.
 */
function generatedIn(room: string): GeneratedService[] {
  const text = readFileSync(new URL(`${room}/service.ts`, SRC), 'utf8')
  const described = text.split(/^export const \w+: Service</m).slice(1)
  const modelled = described.filter((one) => memberOf(one, 'model') !== undefined)
  return modelled.map((one) => {
    const model = memberOf(one, 'model')
    const title = memberOf(one, 'title')?.replaceAll(' ', '')
    const client = memberOf(one, 'package')
    if (model === undefined || title === undefined || client === undefined)
      throw new Error(`src/${room}/service.ts names a model, but no title or client package.`)
    const file = modelled.length === 1 ? 'api/model.ts' : `api/models/${model}.ts`
    return { model, client, room, file, title, constant: title.toUpperCase() }
  })
}

/** Reads a text member of a description. */
const memberOf = (description: string, name: string): string | undefined =>
  new RegExp(`\\b${name}: '([^']+)'`).exec(description)?.[1]

const hasDescription = (room: string): boolean =>
  readdirSync(new URL(`${room}/`, SRC)).includes('service.ts')

export const SERVICES: readonly GeneratedService[] = readdirSync(SRC, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && hasDescription(entry.name))
  .flatMap(({ name }) => generatedIn(name))
