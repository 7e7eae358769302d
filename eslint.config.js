import tseslint from 'typescript-eslint'

/** What stands outside the region's seed and clock may be touched in core/ alone. */
const ambient = [
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'Use world.clock.' },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Use world.clock.' },
  { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: 'Use world.ids.' },
  { selector: "CallExpression[callee.property.name='randomUUID']", message: 'Use world.ids.' },
  { selector: "CallExpression[callee.name=/^set(Timeout|Interval|Immediate)$/]", message: 'Use world.clock.' },
]

export default tseslint.config(
  { ignores: ['dist', 'node_modules', '**/node_modules', 'examples/*/dist', 'coverage'] },
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ['src/**/*.ts'] })),
  {
    files: ['src/**/*.ts'],
    languageOptions: {
      parserOptions: { project: ['./tsconfig.test.json'], tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/only-throw-error': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['src/!(core)/**/*.ts', 'src/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', ...ambient], 'no-console': 'error' },
  },
  {
    files: ['src/**/*.test.ts'],
    rules: {
      'max-lines': ['error', { max: 500 }],
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
      '@typescript-eslint/await-thenable': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/restrict-template-expressions': 'off',
    },
  },
)
