import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../src/app.js';
import { User } from '../../src/models/users/User.js';
import SessionService from '../../src/services/auth/SessionService.js';
import TokenService from '../../src/services/auth/TokenService.js';
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

interface Question {
  url: string;
  headers?: Record<string, string>;
}

async function ask({ url, headers = {} }: Question): Promise<unknown> {
  const response = await fetch(url, { headers });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}

/** The cursor with which the page of this number begins. */
async function cursorOf(base: string): Promise<string> {
  let cursor: string | null = '';
  for (let step = 0; step < ((PAGE - 1) * LIMIT) / STEP; step += 1) {
    const { data } = (await ask({ url: `${base}?limit=${STEP}&cursor=${cursor}` })) as CursorPage;
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

/** Asks in turns, so that whatever else this machine does falls on all of them. */
async function compare(questions: Readonly<Record<string, Question>>): Promise<Figure[]> {
  const times = new Map(Object.keys(questions).map((name) => [name, [] as number[]]));
  for (const question of Object.values(questions)) await ask(question);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, question] of Object.entries(questions)) times.get(name)?.push(await time(question));
  }
  return [...times].map(([name, all]) => ({ name, median: quantile(all, 0.5), p95: quantile(all, 0.95) }));
}

/** Somebody who has written posts, whose list holds their drafts too. */
async function signedIn(): Promise<Record<string, string>> {
  const author = await User.findOne({ order: ['id'], rejectOnEmpty: true });
  const { session } = await SessionService.start(author, { ip: '127.0.0.1', userAgent: 'bench' });
  return { Authorization: `Bearer ${TokenService.issue(author, session)}` };
}

async function questions(base: string): Promise<Record<string, Question>> {
  const list = `${base}?limit=${LIMIT}`;
  const far = `${list}&cursor=${await cursorOf(base)}`;
  const headers = await signedIn();
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

/** What pages of the list of posts take, through HTTP. */
export async function measure(): Promise<Figure[]> {
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
