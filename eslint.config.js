// Type-aware rules, and the bans that keep time, chance and the layers where they belong.
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const timeAndChance = [
  {
    object: "Date",
    property: "now",
    message: "Take a Clock: only shared/base/clock.ts reads the machine's.",
  },
  {
    object: "performance",
    property: "now",
    message: "Take a Clock: only shared/base/clock.ts reads the machine's.",
  },
  { object: "Math", property: "random", message: "Use seededRandom: equal seeds must give equal bytes." },
];

export default tseslint.config(
  {
    ignores: [
      "dist/**",
      "release/**",
      "node_modules/**",
      "tests/bench/results/**",
      "tests/validate/results/**",
    ],
  },
  ...tseslint.configs.recommendedTypeChecked,
  {
    files: ["**/*.ts", "**/*.tsx"],
    languageOptions: {
      parserOptions: {
        project: [
          "shared/tsconfig.json",
          "electron/page/tsconfig.json",
          "electron/host/tsconfig.json",
          "electron/main/tsconfig.json",
          "electron/preload/tsconfig.json",
          "electron/package/tsconfig.json",
          "renderer/tsconfig.json",
          "tests/tsconfig.json",
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": "off",
      "no-restricted-properties": ["error", ...timeAndChance],
      "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true } }],
      eqeqeq: "error",
    },
  },
  {
    files: ["renderer/**/*.ts", "renderer/**/*.tsx"],
    plugins: { "react-hooks": reactHooks },
    rules: {
      "react-hooks/rules-of-hooks": "error",
      "react-hooks/exhaustive-deps": "error",
      // The verbs of a zustand store are bound: taking one by a selector is the point.
      "@typescript-eslint/unbound-method": "off",
    },
  },
  { files: ["shared/base/clock.ts"], rules: { "no-restricted-properties": "off" } },
  {
    files: ["tests/**/*.ts", "tests/**/*.tsx", "**/*.test.ts", "**/*.test.tsx"],
    rules: {
      // Benchmarks measure wall time; Playwright and Vite want their configs as default exports.
      "no-restricted-properties": "off",
      "no-restricted-exports": "off",
      "@typescript-eslint/unbound-method": "off",
    },
  },
  { files: ["**/*.js", "**/*.cjs"], extends: [tseslint.configs.disableTypeChecked] },
);
