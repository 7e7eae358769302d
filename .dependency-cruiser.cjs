/** The rooms and their arrows (docs/guide/architecture.md): a room imports lower rows only. */
const rows = [['core'], ['protocol'], ['sdk', 'dynamodb', 'lambda', 'gateway', 'sqs'], ['region'], ['testing']]

const forbidden = []
rows.forEach((row, level) => {
  for (const room of row) {
    const allowed = [room, ...rows.slice(0, level).flat()]
    forbidden.push({
      name: `arrows-of-${room}`,
      comment: `${room}/ imports lower rows only: ${allowed.join(', ')}`,
      severity: 'error',
      from: { path: `^src/${room}/`, pathNot: '\\.test\\.ts$' },
      to: { path: '^src/', pathNot: `^src/(${allowed.join('|')})/` },
    })
  }
})

module.exports = {
  forbidden: [
    ...forbidden,
    {
      name: 'rooms-by-their-door',
      comment: 'Rooms of row 3 and up are entered by their index.ts only.',
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^src/(sdk|dynamodb|lambda|gateway|sqs|region|testing)/',
        pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$'],
      },
    },
    {
      name: 'smithy-in-protocol-only',
      comment: "@smithy/core and @aws-sdk/core are semi-internal: protocol/ alone knows them.",
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/protocol/', '\\.test\\.ts$'] },
      to: { path: 'node_modules/@(smithy|aws-sdk)/' },
    },
    { name: 'no-cycles', severity: 'error', from: { path: '^src/', pathNot: '\\.test\\.ts$' }, to: { circular: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.test\\.ts$' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
}
