import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../src/app.js';
import { User } from '../../src/models/users/User.js';
import SessionService from '../../src/services/auth/SessionService.js';
import TokenService from '../../src/services/auth/TokenService.js';
import { quantile } from '../statistics.js';

const ROUNDS = 60;
const PAGE = 1_000;
const LIMIT = 15;
/** Page size for the way to the 1,000th page: 185 pages of 81 posts are 999 pages of 15. */
const STEP_SIZE = 81;

export interface Timing {
  name: string;
  /** Milliseconds. */
  median: number;
  p95: number;
}

interface CursorPage {
  data: { data: unknown[]; meta: { next_cursor: string | null } };
}

interface Question {
  url: string;
  headers?: Record<string, string>;
}

async function ask({ url, headers = {} }: Question): Promise<unknown> {
  const response = await fetch(url, { headers });
  if (!response.ok) throw new Error(`${url} returned status ${response.status}`);
  return response.json();
}

/** Returns the cursor of page 1,000. */
async function findCursor(base: string): Promise<string> {
  let cursor: string | null = '';
  for (let step = 0; step < ((PAGE - 1) * LIMIT) / STEP_SIZE; step += 1) {
    const { data } = (await ask({ url: `${base}?limit=${STEP_SIZE}&cursor=${cursor}` })) as CursorPage;
    cursor = data.meta.next_cursor;
    if (cursor === null) throw new Error('There are too few posts');
  }
  return cursor;
}

async function time(question: Question): Promise<number> {
  const start = performance.now();
  await ask(question);
  return performance.now() - start;
}

/** Interleaves the requests, so that other load on the machine affects all of them equally. */
async function compare(questions: Readonly<Record<string, Question>>): Promise<Timing[]> {
  const times = new Map(Object.keys(questions).map((name) => [name, [] as number[]]));
  for (const question of Object.values(questions)) await ask(question);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, question] of Object.entries(questions)) times.get(name)?.push(await time(question));
  }
  return [...times].map(([name, durations]) => ({
    name,
    median: quantile(durations, 0.5),
    p95: quantile(durations, 0.95),
  }));
}

/** Returns the headers of an author, whose list includes drafts. */
async function authorHeaders(): Promise<Record<string, string>> {
  const author = await User.findOne({ order: ['id'], rejectOnEmpty: true });
  const { session } = await SessionService.start(author, { ip: '127.0.0.1', userAgent: 'bench' });
  return { Authorization: `Bearer ${TokenService.issue(author, session)}` };
}

async function questions(base: string): Promise<Record<string, Question>> {
  const list = `${base}?limit=${LIMIT}`;
  const far = `${list}&cursor=${await findCursor(base)}`;
  const headers = await authorHeaders();
  return {
    'page 1 by cursor': { url: `${list}&cursor=` },
    'page 1,000 by cursor': { url: far },
    'page 1 by cursor, signed in': { url: `${list}&cursor=`, headers },
    'page 1,000 by cursor, signed in': { url: far, headers },
    'page 1 by number': { url: `${list}&page=1` },
    'page 1,000 by number': { url: `${list}&page=${PAGE}` },
    'page 1 of a tag': { url: `${list}&cursor=&tag=tag-7` },
    'page 1 of a search': { url: `${list}&cursor=&search=weav+4711` },
  };
}

/** Measures pages of the list of posts through HTTP. */
export async function measure(): Promise<Timing[]> {
  const server = createServer(createApp()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/posts`;
  try {
    return await compare(await questions(base));
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
