import { describe, expect, it } from 'vitest'
import { compileTemplate, createContext, renderTemplate, TemplateError } from './index.ts'

const context = (): ReturnType<typeof createContext> =>
  createContext({
    accountId: '123456789012',
    apiId: 'api123',
    deploymentId: 'd',
    domainName: 'h',
    domainPrefix: 'h',
    extendedRequestId: 'e',
    httpMethod: 'GET',
    identity: { sourceIp: '127.0.0.1', user: null },
    path: '/p',
    protocol: 'HTTP/1.1',
    requestId: 'r',
    requestTime: 't',
    requestTimeEpoch: 1_700_000_000_000,
    resourceId: 'i',
    resourcePath: '/p',
    stage: 'dev',
  })

const render = (template: string, body = '', given = context()): string =>
  renderTemplate(compileTemplate(template), {
    body,
    parameters: {
      path: { id: '42', both: 'path' },
      querystring: { q: 'a b', both: 'query' },
      header: { 'X-Id': 'h', both: 'header' },
    },
    context: given,
    stageVariables: { table: 'orders' },
  })

const order =
  '{"order": {"id": 7, "lines": [{"sku": "a", "n": 1.0}, {"sku": "b/c", "n": 2}], "gone": null}}'

describe('mapping templates', () => {
  it.each([
    [
      '$input.params("id") $input.params("q") $input.params("X-Id") $input.params("x-id")',
      '42 a b h h',
    ],
    ['$input.params("both") [$input.params("none")]', 'path []'],
    ['$input.params().path.id $input.params().header.get("X-Id")', '42 h'],
    ['$input.params().keySet()', '[path, querystring, header]'],
    ['$stageVariables.table [$stageVariables.none]', 'orders []'],
    [
      '$context.requestTimeEpoch $context.identity.sourceIp [$context.identity.user][$context.none]',
      '1700000000000 127.0.0.1 [][]',
    ],
    // Recorded: test_sqs_amz_json_protocol
    [
      '#foreach($key in $context.keySet())$key#if($foreach.hasNext), #end#end',
      'resourceId, resourcePath, httpMethod, extendedRequestId, requestTime, path, accountId, protocol, requestOverride, stage, domainPrefix, requestTimeEpoch, requestId, identity, domainName, deploymentId, responseOverride, apiId',
    ],
    [
      '[$context.identity][$context.authorizer.keySet()][$context.responseOverride.keySet()]',
      '[][[]][[header]]',
    ],
  ])('%s renders %j', (template, expected) => {
    expect(render(template)).toBe(expected)
  })

  it.each([
    [
      '$input.path("$.order.id") $input.path("order.id") $input.path("$.order.lines[1].sku")',
      '7 7 b/c',
    ],
    ['$input.json("$.order.lines")', '[{"sku":"a","n":1.0},{"sku":"b/c","n":2}]'],
    [
      '$input.json("$.order.lines[0]") $input.json("$.order.id") $input.json("$.none")',
      '{"sku":"a","n":1.0} 7 ""',
    ],
    ['$input.path("$.order.lines[*].sku") $input.path("$..n").size()', '["a","b/c"] 2'],
    ['$input.path("$.order.lines[?(@.n > 1)].sku")', '["b/c"]'],
    ['[$input.path("$.order.gone")][$input.path("$.order.none.x")]', '[][]'],
    ['$input.path("$").order.lines[0].sku $input.path("$.order.lines.length()")', 'a 2'],
    ['#foreach($l in $input.path("$.order.lines"))$l.sku#if($foreach.hasNext),#end#end', 'a,b/c'],
    ['$util.parseJson($input.body).order.id', '7'],
  ])('%s finds %j', (template, expected) => {
    expect(render(template, order)).toBe(expected)
  })

  // Recorded: test_input_body_formatting
  it.each([
    ['$input.body', '', '{}'],
    ['$input.body', 'some raw data', 'some raw data'],
    ['[$input.body.x]', '{"x": 1}', '[]'],
    [
      '$util.urlEncode($input.body)&$util.urlEncode($input.body.x)',
      'some raw data',
      'some+raw+data&',
    ],
    ['$input.json("$")', '', '{}'],
    ['$input.json("$")', '{a: b, "c": [1, , true,]}', '{"a":"b","c":[1,true]}'],
    ['$input.path("$").split("&")[1]', 'a=1&b=2', 'b=2'],
    ['$input.json("$.x")', 'text', '""'],
  ])('%s of %j is %j', (template, body, expected) => {
    expect(render(template, body)).toBe(expected)
  })

  it.each([
    ['$util.escapeJavaScript("it\'s")', "it\\'s"],
    ['$util.escapeJavaScript("it\'s").replaceAll("\\\\\'", "\'")', "it's"],
    ['$util.escapeJavaScript(\'say "a/b"\')', 'say \\"a\\/b\\"'],
    ['$util.base64Encode("ä") $util.base64Decode("w6Q=")', 'w6Q= ä'],
    [
      "$util.urlEncode(\"a b&c=ä*(')~\") $util.urlDecode('a+b%26%C3%A4')",
      'a+b%26c%3D%C3%A4*%28%27%29%7E a b&ä',
    ],
    ['[$util.toJson("x")]', '[]'],
  ])('%s gives %j', (template, expected) => {
    expect(render(template)).toBe(expected)
  })

  it.each([
    '$util.parseJson("{")',
    '$util.base64Decode("a")',
    '$util.urlDecode("%4")',
    '$input.path("$[")',
  ])('fails: %s', (template) => {
    expect(() => render(template)).toThrow(TemplateError)
  })

  it.each([
    '$util.escapeJavaScript($input.body)',
    '$input.path("$[?(@ =~ /a/)]")',
    '#set($x = $input.body.matches("(.|\n)*x"))',
  ])('ends a template that repeats long work: %s', (work) => {
    const body = JSON.stringify(Array.from({ length: 20_000 }, () => 'a1'))
    expect(() => render(`#foreach($i in [1..1000])${work}#end`, body)).toThrow(TemplateError)
  })

  it('trims a text of blanks at once', () => {
    const body = `${' '.repeat(500_000)}x${' '.repeat(500_000)}x`
    expect(render('$input.body.trim().length()', body)).toBe('500002')
  })

  it('keeps overrides in the context', () => {
    const shared = context()
    render(
      '#set($context.requestOverride.header.x = "1")#set($context.responseOverride.status = 404)',
      '',
      shared,
    )
    expect(
      render('$context.requestOverride.header.x $context.responseOverride.status', '', shared),
    ).toBe('1 404')
  })
})
