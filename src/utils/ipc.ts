import cluster, { type Worker } from 'node:cluster';
import { withTimeout } from './withTimeout.js';

interface RequestMessage {
  type: 'ipc.request';
  id: number;
  name: string;
  input: unknown;
}

interface ResponseMessage {
  type: 'ipc.response';
  id: number;
  output?: unknown;
  error?: string;
}

type Message = RequestMessage | ResponseMessage | { type?: never };

interface PendingRequest {
  peer: Worker;
  resolve: (response: ResponseMessage) => void;
  reject: (error: Error) => void;
}

const handlers = new Map<string, (input: unknown) => unknown>();
const pending = new Map<number, PendingRequest>();
let lastId = 0;
let isListening = false;

async function createResponse({ id, name, input }: RequestMessage): Promise<ResponseMessage> {
  try {
    const handler = handlers.get(name);
    if (!handler) throw new Error(`No handler for ${name}`);
    return { type: 'ipc.response', id, output: await handler(input) };
  } catch (error) {
    return { type: 'ipc.response', id, error: error instanceof Error ? error.message : String(error) };
  }
}

async function handleMessage(peer: Worker, message: Message): Promise<void> {
  if (message.type === 'ipc.response') pending.get(message.id)?.resolve(message);
  // A peer that died meanwhile waits for no response, so an error of this send is ignored.
  else if (message.type === 'ipc.request') peer.send(await createResponse(message), () => undefined);
}

function rejectPending(lost: Worker): void {
  for (const { peer, reject } of pending.values()) if (peer === lost) reject(new Error('The other process is gone'));
}

function listen(): void {
  if (isListening) return;
  isListening = true;
  const { worker } = cluster;
  if (worker) {
    worker.on('message', (message: Message) => void handleMessage(worker, message));
    worker.on('disconnect', () => rejectPending(worker));
  } else {
    cluster.on('message', (peer, message: Message) => void handleMessage(peer, message));
    cluster.on('disconnect', rejectPending);
  }
}

function sendMessage(peer: Worker, name: string, input: unknown): { id: number; response: Promise<ResponseMessage> } {
  lastId += 1;
  const id = lastId;
  const response = new Promise<ResponseMessage>((resolve, reject) => {
    pending.set(id, { peer, resolve, reject });
    const message: RequestMessage = { type: 'ipc.request', id, name, input };
    peer.send(message, (error) => error && reject(error));
  });
  return { id, response };
}

/**
 * A typed request between a supervisor and its workers, in either direction. Input and output travel as JSON: a Date
 * becomes text on the way.
 */
export class IpcRequest<Input, Output> {
  public constructor(
    private readonly name: string,
    private readonly timeoutMs: number,
  ) {}

  /** Answers these requests in this process. */
  public handle(handler: (input: Input) => Output | Promise<Output>): void {
    handlers.set(this.name, (input) => handler(input as Input));
    listen();
  }

  /**
   * Sends the request to the supervisor or, from the supervisor, to the named worker.
   *
   * @throws Error if the peer is gone, fails or does not respond in time
   */
  public async send(input: Input, peer: Worker | undefined = cluster.worker): Promise<Output> {
    if (!peer) throw new Error(`No process to send ${this.name} to`);
    listen();
    const { id, response } = sendMessage(peer, this.name, input);
    const { output, error } = await withTimeout(this.timeoutMs, response).finally(() => pending.delete(id));
    if (error !== undefined) throw new Error(error);
    return output as Output;
  }
}
