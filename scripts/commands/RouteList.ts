import type { Route } from '../../src/routes/Route.js';
import { withApplication } from '../support/application.js';
import { command } from '../support/command.js';
import { table } from '../support/table.js';
import { terminal } from '../support/terminal.js';

function describeRoute(route: Route) {
  return {
    method: route.method.toUpperCase(),
    path: route.fullPath,
    middleware: route.metadata.map(({ label }) => label),
    roles: route.metadataOf('roles') ?? [],
    schema: Object.keys(route.metadataOf('request')?.parts ?? {}),
    action: route.action,
  };
}

function formatRow({ method, path, middleware, roles, schema, action }: ReturnType<typeof describeRoute>): string[] {
  const others = middleware.filter((label) => !label.startsWith('roles:') && label !== 'validate');
  return [method, path, others.join(' '), roles.join(' '), schema.join(' '), action];
}

export default command({
  name: 'route:list',
  summary: 'List the routes in matching order',
  options: { '--json': 'Print JSON' },

  run: ({ json }) =>
    withApplication(async () => {
      const { default: RouteService } = await import('../../src/routes/RouteService.js');
      const routes = RouteService.routes.map(describeRoute);
      if (json) terminal.print(JSON.stringify(routes, null, 2));
      else
        terminal.print(
          ...table(['METHOD', 'PATH', 'MIDDLEWARE', 'ROLES', 'VALIDATES', 'ACTION'], routes.map(formatRow)),
        );
    }),
});
