// The table of who may import whom (ARCHITECTURE.md), as rules. tests/contract/layers.test.ts proves that they bite.
/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-unresolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^virtual:" },
    },
    {
      name: "base-imports-nothing",
      severity: "error",
      from: { path: "^shared/base/", pathNot: "\\.test\\.ts$" },
      to: { pathNot: "^shared/base/" },
    },
    {
      name: "shared-is-pure",
      severity: "error",
      from: { path: "^shared/", pathNot: "\\.test\\.ts$" },
      to: { pathNot: "^(shared/|node_modules/zod/)" },
    },
    {
      name: "zod-only-in-schemas",
      severity: "error",
      from: {
        path: "^shared/",
        pathNot:
          "(-schema|json-schema|plant-check|/check/schema-problems|/requests|/events|/envelope|/server|/client)\\.ts$|\\.test\\.ts$",
      },
      to: { path: "^node_modules/zod/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "host-without-electron",
      severity: "error",
      from: { path: "^electron/host/" },
      to: { path: "^(electron/main|electron/preload|renderer)/" },
    },
    {
      name: "main-without-host",
      severity: "error",
      from: { path: "^electron/main/", pathNot: "\\.test\\.ts$" },
      to: { path: "^(electron/host|electron/preload|renderer)/" },
    },
    {
      // Everything else takes Electron's objects as arguments, so that it runs in tests.
      name: "electron-only-in-entries",
      severity: "error",
      from: { path: "^electron/", pathNot: "^electron/(main|preload)/index\\.ts$" },
      to: { path: "(^|/)node_modules/electron/|^electron$" },
    },
    {
      name: "preload-passes-on",
      severity: "error",
      from: { path: "^electron/preload/" },
      to: {
        pathNot: "(^|/)node_modules/electron/|^electron$|^shared/host-api/",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "page-files-stand-alone",
      severity: "error",
      from: { path: "^electron/page/" },
      to: { path: "^(electron/(?!page/)|renderer/|node_modules/)" },
    },
    {
      name: "page-without-host",
      severity: "error",
      from: { path: "^renderer/" },
      to: { path: "^electron/" },
    },
    {
      name: "page-without-node",
      severity: "error",
      from: { path: "^renderer/", pathNot: "\\.test\\.tsx?$" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "live-and-state-below-the-view",
      severity: "error",
      from: { path: "^renderer/(live|state)/", pathNot: "\\.test\\.tsx?$" },
      to: { path: "^renderer/(scene|panels|ui|gallery)/|^node_modules/(three|@react-three)/" },
    },
    {
      name: "scene-without-panels",
      severity: "error",
      from: { path: "^renderer/scene/", pathNot: "\\.test\\.tsx?$" },
      to: { path: "^renderer/(panels|host|gallery)/" },
    },
    {
      name: "panels-without-scene",
      severity: "error",
      from: { path: "^renderer/panels/", pathNot: "\\.test\\.tsx?$" },
      to: { path: "^renderer/(scene|host|gallery)/|^node_modules/(three|@react-three)/" },
    },
    {
      name: "ui-knows-no-factory",
      severity: "error",
      from: { path: "^renderer/ui/", pathNot: "\\.test\\.tsx?$" },
      to: { path: "^(renderer/(?!ui/)|electron/)" },
    },
    {
      name: "host-link-only-from-main",
      severity: "error",
      from: { path: "^renderer/(?!host/|main\\.tsx|gallery/)", pathNot: "\\.test\\.tsx?$" },
      to: { path: "^renderer/host/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^dist/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tests/tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
