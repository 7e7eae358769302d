export { cidr } from './cidr.ts'
export { isScalar, type Expression } from './operators.ts'
export { PatternIndex } from './pattern-index.ts'
export {
  compilePattern,
  isChoice,
  parsePattern,
  type CompileEntry,
  type Pattern,
} from './pattern.ts'
export { PatternError, refuse } from './pattern-error.ts'
export type { Scalar, Test } from './scalar-test.ts'
