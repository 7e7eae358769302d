/** Finds distributions by id. */
import { notFound } from '../errors.ts'
import type { Distribution } from './distribution.ts'

export function findDistribution(
  { distributions }: { readonly distributions: ReadonlyMap<string, Distribution> },
  id: string,
): Distribution {
  const found = distributions.get(id)
  if (!found) throw notFound('NoSuchDistribution')
  return found
}
