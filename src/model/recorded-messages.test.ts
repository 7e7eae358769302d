import { expect, it } from 'vitest'
import { errorOf, modelOfService } from './model.fixture.ts'
import { RECORDED } from './recorded-messages.fixture.ts'

const models = new Map(
  [...new Set(RECORDED.map(({ service }) => service))].map((service) => [
    service,
    modelOfService(service),
  ]),
)

it.each(RECORDED)('$service $operation: $from', (recorded) => {
  const { service, operation, input, code, queryCode, message } = recorded
  const check = models.get(service)?.checkOf(operation)
  const error = errorOf(() => check?.(input))
  expect(error).toMatchObject({ code, status: 400, $fault: 'client', queryCode })
  if (typeof message === 'string') expect(error).toHaveProperty('message', message)
  else expect((error as Error).message).toMatch(message)
})
