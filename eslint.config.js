import tseslint from 'typescript-eslint';

const electronOnly = {
  paths: [{ name: 'electron', message: 'Electron is known to src-main/host/electron only.' }],
};

/** strictTypeChecked plus the house rules of CONTRIBUTING.md. No exemption list: fix the code or change the rule for all. */
export default tseslint.config(
  { ignores: ['dist/', 'dist-query/', 'build/', 'out/', 'data/', 'node_modules/', '**/*.cjs', '**/*.mjs', '**/*.js'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { noInlineConfig: false, reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'no-console': 'error',
      'no-restricted-imports': ['error', electronOnly],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
      ],
      complexity: ['error', 10],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true, IIFEs: true }],
      'max-params': ['error', 3],
    },
  },
  { files: ['src-main/host/electron/**'], rules: { 'no-restricted-imports': 'off' } },
  // A screen is mostly markup, a test file mostly one describe block: lines of these say little about complexity.
  { files: ['**/*.tsx'], rules: { 'max-lines-per-function': ['error', { max: 120, skipBlankLines: true, skipComments: true }] } },
  { files: ['test/**', 'bench/**'], rules: { 'max-lines-per-function': 'off', '@typescript-eslint/no-non-null-assertion': 'off' } },
  // Command-line programs talk to the terminal.
  { files: ['src-server/app/cli/**', 'bench/**', 'test/smoke/**', 'test/rehearsal/**'], rules: { 'no-console': 'off' } },
);
