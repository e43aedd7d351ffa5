import { AsyncLocalStorage } from 'node:async_hooks';

/** The origin of a change. */
export interface RequestContext {
  requestId: string | null;
  ip: string | null;
  /** The id of the authenticated user. */
  actorId: number | null;
}

const EMPTY_CONTEXT: RequestContext = { requestId: null, ip: null, actorId: null };

const storage = new AsyncLocalStorage<RequestContext>();

/**
 * The current request, for code that does not receive it as a parameter. It is set for requests that change something;
 * reads avoid its cost.
 */
export const requestContext = {
  run: <T>(context: RequestContext, work: () => T): T => storage.run(context, work),

  /** Returns the current context; all null in jobs, commands and seeders. */
  current: (): RequestContext => storage.getStore() ?? EMPTY_CONTEXT,
};
