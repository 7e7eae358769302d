import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createRegion } from 'miniregion'
import { expect, it } from 'vitest'

it('writes what happened in a region as a page', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'report-'))
  const file = path.join(folder, 'report.html')
  try {
    const region = createRegion()
    const orders = region.createTable('orders', { partitionKey: 'id' })
    const place = region.registerFunction('place', async (event: { body: string }) => {
      orders.put(JSON.parse(event.body) as { id: string })
      return { statusCode: 201 }
    })
    const api = region.createGateway({ 'POST /orders': place })

    await api.post('/orders', { id: 'o1', amount: 9 })
    writeFileSync(file, region.report({ title: 'places an order' }))

    const page = readFileSync(file, 'utf8')
    expect(page).toMatch(/<title>places an order<\/title>[^]*POST \/orders[^]*PutItem orders/)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
