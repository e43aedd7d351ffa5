const { readdirSync } = require('node:fs');

/** From the ground up: a layer may import itself and what stands before it. Order within a line does not matter. */
const LAYERS = [
  ['^src/(utils|config|types)/'],
  ['^src/exceptions/'],
  ['^src/database/[^/]+$', '^src/database/(dialects|migrations)/'],
  ['^src/drivers/'],
  ['^src/models/'],
  ['^src/services/', '^src/jobs/', '^src/mail/', '^src/notifications/'],
  ['^src/database/(factories|seeders)/(?!DatabaseSeeder)', '^src/policies/', '^src/resources/'],
  ['^src/requests/'],
  ['^src/middlewares/'],
  ['^src/controllers/'],
  ['^src/routes/(?!RouteService)'],
  ['^src/modules/'],
  ['^src/routes/RouteService', '^src/database/seeders/DatabaseSeeder'],
  ['^src/app\\.ts$'],
  ['^src/server/', '^src/worker/'],
  ['^server\\.ts$', '^scripts/'],
  ['^tests/', '^bench/'],
];

const layerRules = LAYERS.slice(0, -1).map((layer, index) => ({
  name: `layers: ${layer.join(' and ')} import downwards only`,
  severity: 'error',
  // The request's type is declared in one place, whatever layers fill it.
  from: { path: layer, pathNot: '^src/types/express\\.d\\.ts$' },
  to: { path: LAYERS.slice(index + 1).flat() },
}));

/** Every manifest but the core's is a module with folders of its name in the layers. */
const modules = readdirSync(`${__dirname}/src/modules`)
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((name) => !['Module', 'core', 'index'].includes(name));

const moduleRules = modules.map((name) => ({
  name: `modules: only ${name} itself and the list of modules know ${name}`,
  severity: 'error',
  from: { path: '^src/', pathNot: [`/${name}/`, `/${name}\\.ts$`, '^src/modules/index\\.ts$'] },
  to: { path: `^src/.*/${name}(/|\\.ts$)` },
}));

/** What of the drivers others may know; the rest is how one of them does it. Redis is a tool of them all. */
const DRIVER_FACES = [
  '^src/drivers/[^/]+/(index|[A-Z][a-z]+Driver)\\.ts$',
  '^src/drivers/redis/',
  '^src/drivers/storage/(addresses|keys|headers|signature)\\.ts$',
  '^src/drivers/mail/MailPreviews\\.ts$',
];

const driverRules = [
  {
    name: 'drivers: nobody outside of src/drivers knows which one is in use',
    severity: 'error',
    from: { path: '^(src/(?!drivers/)|scripts/|bench/|server\\.ts$)' },
    to: { path: '^src/drivers/[^/]+/', pathNot: DRIVER_FACES },
  },
  {
    name: 'drivers: one kind does not know how another does it',
    severity: 'error',
    from: { path: '^src/drivers/([^/]+)/' },
    to: { path: '^src/drivers/[^/]+/', pathNot: ['^src/drivers/$1/', ...DRIVER_FACES] },
  },
];

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-undeclared-packages',
      severity: 'error',
      from: { path: '^(src|server\\.ts)' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'] },
    },
    ...layerRules,
    ...moduleRules,
    ...driverRules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
