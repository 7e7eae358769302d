/** IAM: who may do what. */
const { DynamoDBClient, GetItemCommand } = require('@aws-sdk/client-dynamodb')

module.exports = ({ scenario, miniregion }) => {
  const { allow, createRegion, createRole, deny } = miniregion

  scenario('a role that lacks a permission, and the statement that would allow it', async (t) => {
    const region = createRegion({ iam: 'enforce' })
    const orders = region.createTable('orders', { partitionKey: 'id' })
    const role = region.createRole('place', [allow('dynamodb:PutItem', orders), deny('s3:*', '*')])
    const get = new GetItemCommand({ TableName: 'orders', Key: { id: { S: 'o1' } } })
    const client = new DynamoDBClient({ ...region.as(role).sdk, maxAttempts: 1 })
    await t.rejects(client.send(get), {
      name: 'AccessDeniedException',
      message: /^User: arn:aws:sts::123456789012:assumed-role\/place\/test is not authorized/,
    })
    t.expect.toHaveBeenDenied(role, 'dynamodb:GetItem', orders)
    t.not.toHaveBeenDenied(region, 'dynamodb:Query')
    t.expect.toHaveUsedOnly(role, ['dynamodb:GetItem'])
    const [denial] = region.denials
    t.has(denial, { decision: 'implicitDeny', principal: /assumed-role/, reason: /GetItem/ })
    t.equal(denial.fix, { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: orders.arn })
    role.add(denial.fix)
    await client.send(get)
    t.equal(role.leastPrivilege().Statement, [denial.fix])
    t.equal([region.role('place').arn, `${role}`], [role.arn, role.arn])
    t.ok(role.id.startsWith('AROA'))
    t.equal(role.denials.length, 1)
  })

  scenario('service control policies, and permissions that no call needed', async (t) => {
    const Statement = [{ Effect: 'Deny', Action: 'dynamodb:GetItem', Resource: '*' }]
    const iam = { mode: 'enforce', serviceControlPolicies: [{ Statement }] }
    const region = createRegion({ iam })
    region.createTable('orders', { partitionKey: 'id' })
    region.createRole('reader', [allow('dynamodb:Query', '*')])
    const client = new DynamoDBClient({ ...region.sdk, maxAttempts: 1 })
    const get = new GetItemCommand({ TableName: 'orders', Key: { id: { S: 'o1' } } })
    await t.rejects(client.send(get), { message: /in a service control policy$/ })
    t.equal(region.coverage().permissions, [{ name: 'reader dynamodb:Query on *', uses: 0 }])
  })

  scenario('functions run with their role', async (t) => {
    const region = createRegion({ iam: 'enforce' })
    const client = new DynamoDBClient({ ...region.sdk, maxAttempts: 1 })
    region.createTable('orders', { partitionKey: 'id' })
    const handler = () =>
      client.send(new GetItemCommand({ TableName: 'orders', Key: { id: { S: 'o1' } } }))
    const role = createRole('nobody', [], { region })
    const place = region.registerFunction('place', handler, { role })
    t.has(await place.invoke(), { error: { errorType: 'AccessDeniedException' } })
    await t.rejects(region.as('nobody', handler), { name: 'AccessDeniedException' })
    t.has(place.leastPrivilege(), { Statement: [{ Action: 'dynamodb:GetItem' }] })
  })
}
