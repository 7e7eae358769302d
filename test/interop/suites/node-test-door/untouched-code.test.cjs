require('miniregion/auto')
const { untouchedCode } = require('../../scenarios/index.cjs')

untouchedCode(require('./runner.cjs'))
