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
  operations,
}: GeneratedService): string =>
  printFile(completeModel(model, client), { title, constant }, operations)

export const targetOf = ({ room }: GeneratedService): URL =>
  new URL(`../../src/${room}/api/model.ts`, import.meta.url)
