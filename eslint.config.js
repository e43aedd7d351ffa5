import eslint from '@eslint/js';
import globals from 'globals';
import prettier from 'eslint-config-prettier';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const onlyRequestsReadInput = {
  selector: 'MemberExpression[object.name="req"][property.name=/^(body|query|params)$/]',
  message: 'Read the validated input: SomeRequest.action.of(req)',
};

const configIsReadInOnePlace = {
  selector: 'MemberExpression[object.name="process"][property.name="env"]',
  message: 'Configuration is read in src/config only',
};

export default defineConfig(
  globalIgnores(['dist', 'coverage', 'public', 'scripts/stubs', 'storage']),
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/explicit-member-accessibility': ['error', { overrides: { properties: 'off' } }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-extraneous-class': 'off',
      // Middlewares declare the properties that they set on Express's request.
      '@typescript-eslint/no-namespace': ['error', { allowDeclarations: true }],
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'max-lines': ['error', { max: 150, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 20, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/config/**'],
    rules: { 'no-restricted-syntax': ['error', configIsReadInOnePlace] },
  },
  {
    files: ['src/controllers/**/*.ts', 'src/services/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', configIsReadInOnePlace, onlyRequestsReadInput] },
  },
  {
    // Actions have at most eight lines; the rule counts the signature and the closing brace too.
    files: ['src/controllers/**/*.ts'],
    rules: { 'max-lines-per-function': ['error', { max: 10, skipBlankLines: true, skipComments: true }] },
  },
  {
    // Controllers bind their methods.
    files: ['src/routes/**/*.ts'],
    rules: { '@typescript-eslint/unbound-method': 'off' },
  },
  {
    files: ['scripts/**/*.ts', 'bench/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['tests/**/*.ts'],
    rules: {
      // supertest's bodies are of any shape; the contract check is what knows them.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      'max-lines-per-function': 'off',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    rules: { 'no-console': 'off', '@typescript-eslint/no-require-imports': 'off' },
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { ...globals.nodeBuiltin, ...globals.commonjs, __dirname: 'readonly' } },
  },
  prettier,
);
