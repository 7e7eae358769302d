// Reads its configuration when it loads, as handlers do in their cold start.
import { getSecret } from '@aws-lambda-powertools/parameters/secrets'
import { getParameter, getParametersByName } from '@aws-lambda-powertools/parameters/ssm'

const table = await getParameter('/shop/table')
const limits = await getParameter('/shop/limits', { transform: 'json' })
const key = await getParameter('/shop/key', { decrypt: true })
const { '/shop/table': again, _errors } = await getParametersByName(
  { '/shop/table': {}, '/shop/missing': {} },
  { throwOnError: false },
)
const { user } = await getSecret('shop/db', { transform: 'json' })

export const handler = async () => ({ table, limits, key, again, _errors, user })
