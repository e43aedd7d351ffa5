import { z } from 'zod';

export const DIALECTS = ['sqlite', 'postgres', 'mysql', 'mariadb'] as const;

export type Dialect = (typeof DIALECTS)[number];

const SCHEMES: Partial<Record<string, Dialect>> = {
  'sqlite:': 'sqlite',
  'postgres:': 'postgres',
  'postgresql:': 'postgres',
  'mysql:': 'mysql',
  'mariadb:': 'mariadb',
};

const TLS_MODES = ['require', 'verify-ca', 'verify-full'];

const schemeList = Object.keys(SCHEMES).join('//, ');

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function parseDialect(text: string): Dialect | undefined {
  return URL.canParse(text) ? SCHEMES[new URL(text).protocol] : undefined;
}

function toConnection(text: string) {
  const url = new URL(text);
  return {
    dialect: parseDialect(text) ?? 'sqlite',
    host: url.hostname,
    port: Number(url.port),
    database: decodeURIComponent(url.pathname.slice(1)),
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    storage: decodeURIComponent(text.replace(/^sqlite:(\/\/)?/, '')),
    ssl: TLS_MODES.includes(url.searchParams.get('sslmode') ?? ''),
  };
}

/** Parses a database URL; missing parts are empty, or 0. */
export const databaseUrl = z
  .string()
  .refine((text) => parseDialect(text) !== undefined, { error: `must start with ${schemeList}//`, abort: true })
  .refine(isDecodable, { error: 'must have its special characters percent-encoded (% as %25)', abort: true })
  .transform(toConnection);
