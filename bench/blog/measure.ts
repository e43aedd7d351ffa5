import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../src/app.js';
import { quantile } from '../statistics.js';

const ROUNDS = 60;
const PAGE = 1_000;
const LIMIT = 15;
/** As few steps as lead to the same place: 185 pages of 81 posts are 999 pages of 15. */
const STEP = 81;

export interface Figure {
  name: string;
  /** Milliseconds. */
  median: number;
  p95: number;
}

interface CursorPage {
  data: { data: unknown[]; meta: { next_cursor: string | null } };
}

async function ask(url: string): Promise<unknown> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}

/** The cursor with which the page of this number begins. */
async function cursorOf(base: string): Promise<string> {
  let cursor: string | null = '';
  for (let step = 0; step < ((PAGE - 1) * LIMIT) / STEP; step += 1) {
    const { data } = (await ask(`${base}?limit=${STEP}&cursor=${cursor}`)) as CursorPage;
    cursor = data.meta.next_cursor;
    if (cursor === null) throw new Error('There are too few posts');
  }
  return cursor;
}

async function time(url: string): Promise<number> {
  const start = performance.now();
  await ask(url);
  return performance.now() - start;
}

/** Asks in turns, so that whatever else this machine does falls on all of them. */
async function compare(urls: Readonly<Record<string, string>>): Promise<Figure[]> {
  const times = new Map(Object.keys(urls).map((name) => [name, [] as number[]]));
  for (const url of Object.values(urls)) await ask(url);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, url] of Object.entries(urls)) times.get(name)?.push(await time(url));
  }
  return [...times].map(([name, all]) => ({ name, median: quantile(all, 0.5), p95: quantile(all, 0.95) }));
}

/** What pages of the list of posts take, through HTTP. */
export async function measure(): Promise<Figure[]> {
  const server = createServer(createApp()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/posts`;
  try {
    const list = `${base}?limit=${LIMIT}`;
    return await compare({
      'page 1 by cursor': `${list}&cursor=`,
      'page 1,000 by cursor': `${list}&cursor=${await cursorOf(base)}`,
      'page 1 by number': `${list}&page=1`,
      'page 1,000 by number': `${list}&page=${PAGE}`,
      'page 1 of a tag': `${list}&cursor=&tag=tag-7`,
      'page 1 of a search': `${list}&cursor=&search=weav+4711`,
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
