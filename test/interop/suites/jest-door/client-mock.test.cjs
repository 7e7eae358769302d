require('aws-sdk-client-mock-jest')
const clientMock = require('../../scenarios/client-mock.cjs')

clientMock({ it, miniregion: require('miniregion'), expect })
