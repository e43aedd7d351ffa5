type Close = () => Promise<void> | void;

const closings: Close[] = [];

/** Registers how something that was opened is closed again. */
export function onClose(close: Close): void {
  closings.push(close);
}

/** Closes every connection that a driver holds, the last opened first. */
export async function closeDrivers(): Promise<void> {
  for (const close of closings.splice(0).reverse()) await close();
}
