import js from '@eslint/js';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** House rules that are about a line of code; those about folders are in .dependency-cruiser.js. */

const environmentOnlyInConfig = {
  object: 'process',
  property: 'env',
  message: 'Only app/platform/config.server.ts reads the environment, once, through its schema.',
};

export default tseslint.config(
  { ignores: ['build', 'data', 'node_modules', 'coverage'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  jsxA11y.flatConfigs.recommended,
  {
    plugins: { 'react-hooks': reactHooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
      // A wide table scrolls inside a named region, which must be reachable by keyboard.
      'jsx-a11y/no-noninteractive-tabindex': ['error', { roles: ['region'], tags: [] }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "CallExpression:matches([callee.property.name='transaction'], [callee.name='inTransaction']) > :function[async=true]",
          message:
            'A transaction callback must not be async: what follows its first await is committed outside it.',
        },
        {
          selector:
            'CallExpression[callee.property.name=/^(skip|only|todo|fails)$/][callee.object.name=/^(it|test|describe)$/]',
          message: 'No test is skipped, and none runs alone.',
        },
        {
          selector: "JSXAttribute[name.name='style']",
          message: 'The content policy allows no inline style: use a class.',
        },
      ],
    },
  },
  {
    files: ['app/**/*.{ts,tsx}', 'db/**/*.ts'],
    ignores: ['app/platform/config.server.ts'],
    rules: { 'no-restricted-properties': ['error', environmentOnlyInConfig] },
  },
  {
    // The first thing to hear after a form comes back is what is wrong with it, with or without script.
    files: ['app/platform/ui/error-box.tsx'],
    rules: { 'jsx-a11y/no-autofocus': 'off' },
  },
  {
    // Commands speak to the person who typed them, and run before anything typed is there.
    files: ['bin/**', '*.js'],
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        fetch: 'readonly',
        performance: 'readonly',
        setTimeout: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
      },
    },
    rules: { 'no-console': 'off' },
  },
);
