import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi';
import { appConfig } from '../../config/app.js';
import { scopes } from '../../security/scopes.js';
import type { Route } from '../Route.js';
import { buildOperation } from './operation.js';

const DESCRIPTION = `Errors have the shape of \`Error\`, or of RFC 9457 with \`Accept: application/problem+json\`.
\`/api/v1\` is an alias of \`/api\`.`;

const API_KEYS = `Send a key from \`POST /api/api-keys\` instead of an access token. It needs the scope
that the route names. \`read\` covers every scope that ends in \`:read\`, and \`write\` every scope that ends in
\`:write\`; neither includes the other.`;

type Document = ReturnType<typeof createDocument>;

let document: Document | undefined;

function buildPaths(routes: readonly Route[]): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) {
    const path = route.fullPath.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: buildOperation(route) };
  }
  return paths;
}

/** Returns the OpenAPI 3.1 document of the routes. Built at the first call. */
export function openApiDocument(routes: readonly Route[]): Document {
  document ??= createDocument({
    openapi: '3.1.0',
    info: { title: appConfig.title, version: appConfig.version, description: DESCRIPTION },
    servers: [{ url: '/' }],
    paths: buildPaths(routes),
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        apiKey: { type: 'http', scheme: 'bearer', description: API_KEYS, 'x-scopes': scopes.list() },
      },
    },
  });
  return document;
}
