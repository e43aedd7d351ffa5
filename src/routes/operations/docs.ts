import type { RequestHandler } from 'express';
import { z } from 'zod';
import PageController from '../../controllers/operations/PageController.js';
import SecurityHeaders from '../../middlewares/SecurityHeaders.js';
import type { Route } from '../Route.js';
import { RouteTable } from '../RouteTable.js';

function serveOpenApi(routes: () => readonly Route[]): RequestHandler {
  return async function openApiDocument(_req, res) {
    // Loaded at the first use: a server that nobody asks for its document need not hold the generator in memory.
    const { openApiDocument } = await import('../openapi/document.js');
    res.json(openApiDocument(routes()));
  };
}

/** The routes that describe all the others. */
export function docsRoutes(routes: () => readonly Route[]): RouteTable {
  const router = new RouteTable('Documentation');

  router
    .get('/openapi.json', serveOpenApi(routes))
    .json(z.looseObject({ openapi: z.literal('3.1.0') }), 'The OpenAPI 3.1 document');
  router.get('/docs', SecurityHeaders.forDocs, PageController.docs).html('The interactive reference');

  return router;
}
