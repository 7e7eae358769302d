/** Creates a service's model and its generated source from its name. */
import { withClient } from './client.ts'
import { readAdditions, readModel, withAdditions, type ModelData } from './data.ts'
import { printFile } from './print.ts'
import type { GeneratedService } from './services.ts'

/** Returns the model with the newer facts of the SDK client, and the additions. */
export function completeModel(model: string, client?: string): ModelData {
  const data = readModel(model)
  return withAdditions(client ? withClient(data, client) : data, readAdditions(model))
}

export const sourceOf = ({
  model,
  client,
  title,
  constant,
  file,
  operations,
}: GeneratedService): string =>
  printFile(completeModel(model, client), { title, constant, file }, operations)

export const targetOf = ({ room, file }: GeneratedService): URL =>
  new URL(`../../src/${room}/${file}`, import.meta.url)
