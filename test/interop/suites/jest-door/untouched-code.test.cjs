require('miniregion/auto')
require('../../scenarios/index.cjs').untouchedCode(require('./runner-of-cjs.cjs'))
