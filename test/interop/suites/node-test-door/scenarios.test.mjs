import { createRequire } from 'node:module'
import { it } from 'node:test'
import * as miniregion from 'miniregion'
import * as matchers from 'miniregion/node-test'

createRequire(import.meta.url)('../scenarios.cjs')({ it, miniregion, matchers })
