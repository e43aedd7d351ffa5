/** The promise's result, unless it takes longer than these milliseconds. @throws Error when the time is over */
export function withTimeout<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${milliseconds} ms`)), milliseconds).unref();
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
