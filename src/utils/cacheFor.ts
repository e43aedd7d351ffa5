/** Does the work at most once in so many milliseconds: whoever asks meanwhile gets the latest answer, or waits for it. */
export function cacheFor<T>(milliseconds: number, work: () => Promise<T>): () => Promise<T> {
  let latest: { at: number; answer: Promise<T> } | undefined;
  return () => {
    if (!latest || performance.now() - latest.at > milliseconds) latest = { at: performance.now(), answer: work() };
    return latest.answer;
  };
}
