import type { RequestHandler } from 'express';
import { z } from 'zod';
import PageController from '../../controllers/operations/PageController.js';
import SecurityHeaders from '../../middlewares/SecurityHeaders.js';
import type { Route } from '../Route.js';
import { RouteTable } from '../RouteTable.js';

function serveOpenApi(routes: () => readonly Route[]): RequestHandler {
  return async function openApiDocument(_req, res) {
    // Loaded lazily: most servers never need the generator in memory.
    const { openApiDocument } = await import('../openapi/document.js');
    res.json(openApiDocument(routes()));
  };
}

/** Returns the routes of the API reference, which describe all routes. */
export function docsRoutes(routes: () => readonly Route[]): RouteTable {
  return new RouteTable('Documentation')
    .get('/openapi.json', serveOpenApi(routes))
    .json(z.looseObject({ openapi: z.literal('3.1.0') }), 'Download the OpenAPI 3.1 document')
    .get('/docs', SecurityHeaders.forDocs, PageController.docs)
    .html('Show the interactive reference');
}
