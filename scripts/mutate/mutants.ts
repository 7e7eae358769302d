/** All the places in a source file where one small change must make a test fail. */
import ts from 'typescript'

export interface Mutant {
  /** From the root: `src/core/journal.ts`. */
  readonly file: string
  readonly line: number
  readonly start: number
  readonly end: number
  /** The text that is there now. */
  readonly original: string
  readonly replacement: string
}

const OPERATORS: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '==='],
  [ts.SyntaxKind.LessThanToken, '<='],
  [ts.SyntaxKind.LessThanEqualsToken, '<'],
  [ts.SyntaxKind.GreaterThanToken, '>='],
  [ts.SyntaxKind.GreaterThanEqualsToken, '>'],
  [ts.SyntaxKind.AmpersandAmpersandToken, '||'],
  [ts.SyntaxKind.BarBarToken, '&&'],
  [ts.SyntaxKind.QuestionQuestionToken, '&&'],
  [ts.SyntaxKind.PlusToken, '-'],
  [ts.SyntaxKind.MinusToken, '+'],
  [ts.SyntaxKind.AsteriskToken, '/'],
  [ts.SyntaxKind.SlashToken, '*'],
  [ts.SyntaxKind.PlusEqualsToken, '-='],
  [ts.SyntaxKind.MinusEqualsToken, '+='],
])

type Change = readonly [node: ts.Node, replacement: string]

/** Every mutant of a file, in the order of its text. */
export function mutantsOf(file: string, text: string): readonly Mutant[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const found: Mutant[] = []
  const visit = (node: ts.Node): void => {
    if (isWithoutCode(node)) return
    for (const [at, replacement] of changesOf(node)) {
      const start = at.getStart(source)
      const original = text.slice(start, at.end)
      const line = source.getLineAndCharacterOfPosition(start).line + 1
      found.push({ file, line, start, end: at.end, original, replacement })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

const isWithoutCode = (node: ts.Node): boolean =>
  ts.isTypeNode(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isImportDeclaration(node) ||
  ts.isExportDeclaration(node) ||
  ts.isLiteralTypeNode(node)

function changesOf(node: ts.Node): readonly Change[] {
  if (ts.isBinaryExpression(node)) return changesOfBinary(node)
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return [[node, node.operand.getText()]]
  if (ts.isIfStatement(node) || ts.isWhileStatement(node))
    return [
      [node.expression, 'false'],
      ...(ts.isIfStatement(node) ? [[node.expression, 'true'] as const] : []),
    ]
  if (ts.isConditionalExpression(node))
    return [
      [node.condition, 'true'],
      [node.condition, 'false'],
    ]
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [[node, 'false']]
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [[node, 'true']]
  if (ts.isNumericLiteral(node)) return [[node, `(${node.text} + 1)`]]
  if (ts.isStringLiteral(node) && isValue(node)) return [[node, `'mutated'`]]
  // A call for its effect alone.
  if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression)) return [[node, ';']]
  if (ts.isReturnStatement(node) && node.expression && isObjectOrList(node.expression))
    return [[node.expression, ts.isArrayLiteralExpression(node.expression) ? '[]' : '{}']]
  return []
}

function changesOfBinary({ operatorToken }: ts.BinaryExpression): readonly Change[] {
  const replacement = OPERATORS.get(operatorToken.kind)
  return replacement === undefined ? [] : [[operatorToken, replacement]]
}

/** Not a name: of a member, of a module, of a directive. */
const isValue = ({ parent }: ts.StringLiteral): boolean =>
  !ts.isPropertyAssignment(parent) ||
  (parent.initializer.kind === ts.SyntaxKind.StringLiteral &&
    !ts.isExpressionStatement(parent.parent))

const isObjectOrList = (node: ts.Expression): boolean =>
  (ts.isObjectLiteralExpression(node) && node.properties.length > 0) ||
  (ts.isArrayLiteralExpression(node) && node.elements.length > 0)
