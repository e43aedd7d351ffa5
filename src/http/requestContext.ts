import { AsyncLocalStorage } from 'node:async_hooks';

/** From where a change comes. */
export interface RequestContext {
  requestId: string | null;
  ip: string | null;
  /** The id of the signed-in user. */
  actorId: number | null;
}

const EMPTY_CONTEXT: RequestContext = { requestId: null, ip: null, actorId: null };

const storage = new AsyncLocalStorage<RequestContext>();

/**
 * The request that the running code serves, for what must know of it without seeing it. It is there for requests that
 * change something; reads are spared its cost.
 */
export const requestContext = {
  run: <T>(context: RequestContext, work: () => T): T => storage.run(context, work),

  /** All null outside of a request: in jobs, commands and seeds. */
  current: (): RequestContext => storage.getStore() ?? EMPTY_CONTEXT,
};
