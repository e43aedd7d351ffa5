/** Memoizes the work with a TTL in milliseconds. Calls within the TTL share one result, even while it is pending. */
export function cacheFor<T>(milliseconds: number, work: () => Promise<T>): () => Promise<T> {
  let latest: { at: number; result: Promise<T> } | undefined;
  return () => {
    if (!latest || performance.now() - latest.at > milliseconds) latest = { at: performance.now(), result: work() };
    return latest.result;
  };
}
