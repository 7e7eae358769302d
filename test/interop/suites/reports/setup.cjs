const { configure } = require('miniregion')

configure({ report: 'miniregion-report' })
