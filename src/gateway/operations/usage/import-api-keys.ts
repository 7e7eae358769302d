/** AWS: ImportApiKeys: API keys from a table in CSV. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-key-file-format.html
import { isServiceError } from '../../../core/errors.ts'
import type { World } from '../../../core/world/world.ts'
import type { GatewayState } from '../../api/state.ts'
import { badRequest } from '../../control/errors.ts'
import { toFlag } from '../../control/patch.ts'
import { checkApiKey, planOfId, stagesOf } from '../../control/usage.ts'
import { defineRest, type RestOperations } from '../rest/define.ts'
import { addApiKey } from './api-keys.ts'
import { parseCsv } from './parse-csv.ts'

interface Input {
  readonly body: Uint8Array
  readonly failOnWarnings?: boolean
}

interface Row {
  readonly name: string
  readonly value: string
  readonly description: string | undefined
  readonly enabled: boolean
  readonly plans: readonly string[]
}

/** A row with a flaw is left out, with a warning. With `failOnWarnings` nothing is imported then. */
// Unverified: the wordings
const importApiKeys = defineRest({
  name: 'ImportApiKeys',
  verb: 'POST',
  path: '/apikeys',
  handles: ['body', 'format', 'failOnWarnings'],
  run(state: GatewayState, { body, failOnWarnings = false }: Input, { world }) {
    const values = new Set<string>()
    const rows: Row[] = []
    const warnings: string[] = []
    for (const row of rowsOf(Buffer.from(body).toString('utf8'))) {
      const flaw = values.has(row.value) ? 'API Key already exists' : flawOf(state, row)
      values.add(row.value)
      if (flaw === undefined) rows.push(row)
      else warnings.push(`Unable to import the API key '${row.name}': ${flaw}`)
    }
    if (failOnWarnings && warnings.length > 0)
      throw badRequest(`Warnings found during import:\n\t${warnings.join('\n\t')}`)
    return { ids: rows.map((row) => importRow(state, world, row)), warnings }
  },
})

function rowsOf(text: string): Row[] {
  const [header = [], ...lines] = parseCsv(text)
  const columns = header.map((name) => name.trim().toLowerCase())
  if (!columns.includes('name') || !columns.includes('key'))
    throw badRequest('Invalid CSV: the columns name and key are required')
  return lines.map((cells) => {
    const of = (column: string): string | undefined => {
      const cell = cells[columns.indexOf(column)]?.trim()
      return cell === '' ? undefined : cell
    }
    return {
      name: of('name') ?? '',
      value: of('key') ?? '',
      description: of('description'),
      // AWS: the page above (enabled by default)
      enabled: toFlag(of('enabled') ?? 'true'),
      plans: (of('usageplanids') ?? '').split(/[\s,]+/).filter(Boolean),
    }
  })
}

function flawOf(state: GatewayState, { name, value, plans }: Row): string | undefined {
  try {
    checkApiKey(state, name, value)
    const stages = plans.flatMap((id) =>
      stagesOf(state, planOfId(state, id)).map(({ apiId, stage }) => `${apiId}:${stage}`),
    )
    const twice = stages.find((stage, index) => stages.indexOf(stage) < index)
    return twice && `it would be in several usage plans of the stage ${twice}`
  } catch (error) {
    if (!isServiceError(error)) throw error
    return error.message
  }
}

/** Nothing can fail here: a new key is in no plan. */
function importRow(state: GatewayState, world: World, { plans, ...row }: Row): string {
  const { description, ...given } = row
  const key = addApiKey(state, world, {
    ...given,
    ...(description !== undefined && { description }),
  })
  for (const id of plans) {
    const plan = planOfId(state, id)
    state.usage.plans.set(id, { ...plan, keys: [...plan.keys, key.id] })
  }
  return key.id
}

export const importApiKeyOperations: RestOperations = { ImportApiKeys: importApiKeys }
