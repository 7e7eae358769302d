require('../../scenarios/index.cjs')(require('./runner.cjs'))
