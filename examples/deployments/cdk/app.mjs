// `cdk synth` wrote cdk.out from this app.
import { App, aws_apigateway, aws_dynamodb, aws_lambda, Stack } from 'aws-cdk-lib'

const stack = new Stack(new App(), 'OrdersStack')
const orders = new aws_dynamodb.TableV2(stack, 'Orders', {
  partitionKey: { name: 'id', type: aws_dynamodb.AttributeType.STRING },
})
const api = new aws_apigateway.RestApi(stack, 'Api')
const collection = api.root.addResource('orders')

const route = (id, handler, resource, method) => {
  const fn = new aws_lambda.Function(stack, id, {
    runtime: aws_lambda.Runtime.NODEJS_22_X,
    handler,
    code: aws_lambda.Code.fromInline('// The bundler replaces this.'),
    environment: { TABLE: orders.tableName },
  })
  orders.grantReadWriteData(fn)
  resource.addMethod(method, new aws_apigateway.LambdaIntegration(fn))
}
route('Place', 'index.place', collection, 'POST')
route('Read', 'index.read', collection.addResource('{id}'), 'GET')
