/** Returns the promise's result. @throws Error after the timeout, in milliseconds */
export function withTimeout<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`Timed out after ${milliseconds} ms`)), milliseconds).unref();
  });
  return Promise.race([promise, timeout]).finally(() => clearTimeout(timer));
}
