type CloseHandler = () => Promise<void> | void;

const closeHandlers: CloseHandler[] = [];

/** Registers a function that closes a resource during graceful shutdown. */
export function onClose(close: CloseHandler): void {
  closeHandlers.push(close);
}

/** Closes all resources of the drivers, in reverse order of opening. */
export async function closeDrivers(): Promise<void> {
  for (const close of closeHandlers.splice(0).reverse()) await close();
}
