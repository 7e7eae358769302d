const { reporters, ...config } = require('./jest.config.cjs')

module.exports = { ...config, reporters, setupFilesAfterEnv: ['miniregion/jest', './setup.cjs'] }
