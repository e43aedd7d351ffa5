const { readdirSync, readFileSync } = require('node:fs');

/** From the bottom up: a layer may import itself and the layers before it. Order within a line does not matter. */
const LAYERS = [
  ['^src/(utils|config)/'],
  ['^src/(logging|security|exceptions|http)/'],
  ['^src/database/[^/]+$', '^src/database/(dialects|migrations)/'],
  ['^src/drivers/'],
  ['^src/models/'],
  ['^src/lists/'],
  ['^src/(audit|services|jobs|mail|notifications)/'],
  ['^src/database/(factories|seeders)/(?!DatabaseSeeder)', '^src/(policies|resources)/'],
  ['^src/requests/'],
  ['^src/middlewares/'],
  ['^src/controllers/'],
  ['^src/routes/(?!RouteService)'],
  ['^src/modules/'],
  // Composition: they iterate over the modules.
  ['^src/routes/RouteService', '^src/database/seeders/DatabaseSeeder'],
  ['^src/app\\.ts$'],
  ['^src/server/', '^src/worker/'],
  ['^server\\.ts$', '^scripts/'],
  ['^tests/', '^bench/'],
];

const layerRules = LAYERS.slice(0, -1).map((layer, index) => ({
  name: `layers: ${layer.join(' and ')} import downwards only`,
  severity: 'error',
  from: { path: layer },
  to: { path: LAYERS.slice(index + 1).flat() },
}));

/** The core's domains, from the bottom up: a domain may import the domains before it. */
const [, core] = /const core\b[^=]*= \[([^\]]*)\]/.exec(readFileSync(`${__dirname}/src/modules/index.ts`, 'utf8'));
const DOMAINS = core.match(/\w+/g);

/** The user itself, which every domain may import. */
const THE_USER = ['^src/models/users/', '^src/database/factories/users/', '^src/resources/users/UserResource\\.ts$'];

const foldersOf = (domain) => [`^src/[^/]+/${domain}/`, `^src/database/[^/]+/${domain}/`];

const domainRules = DOMAINS.slice(0, -1).map((domain, index) => ({
  name: `domains: ${domain} imports only ${['audit', 'lists', ...DOMAINS.slice(0, index)].join(', ')}`,
  severity: 'error',
  from: { path: foldersOf(domain) },
  to: { path: DOMAINS.slice(index + 1).flatMap(foldersOf), pathNot: THE_USER },
}));

const roomRules = [
  {
    name: 'domains: audit and lists know no domain',
    severity: 'error',
    from: { path: '^src/(audit|lists)/' },
    to: { path: DOMAINS.flatMap(foldersOf), pathNot: THE_USER },
  },
];

/** Every manifest but the core's is a module with folders of its name in the layers. */
const modules = readdirSync(`${__dirname}/src/modules`)
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((name) => !['Module', 'index', ...DOMAINS].includes(name));

const moduleRules = modules.map((name) => ({
  name: `modules: only ${name} itself and the list of modules know ${name}`,
  severity: 'error',
  from: { path: '^src/', pathNot: [`/${name}/`, `/${name}\\.ts$`, '^src/modules/index\\.ts$'] },
  to: { path: `^src/.*/${name}(/|\\.ts$)` },
}));

/** What of the drivers others may know; the rest is how one of them does it. Redis is a tool of them all. */
const DRIVER_FACES = [
  '^src/drivers/[^/]+/(index|[A-Z][A-Za-z]+Driver)\\.ts$',
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
      to: { circular: true },
    },
    {
      name: 'no-undeclared-packages',
      severity: 'error',
      from: { path: '^(src|server\\.ts)' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'] },
    },
    ...layerRules,
    ...domainRules,
    ...roomRules,
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
