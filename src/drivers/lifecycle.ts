type CloseHandler = () => Promise<void> | void;

const closeHandlers: CloseHandler[] = [];

/** Registers how something that was opened is closed again. */
export function onClose(close: CloseHandler): void {
  closeHandlers.push(close);
}

/** Closes every connection that a driver holds, the last opened first. */
export async function closeDrivers(): Promise<void> {
  for (const close of closeHandlers.splice(0).reverse()) await close();
}
