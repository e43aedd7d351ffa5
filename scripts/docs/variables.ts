import { z } from 'zod';
import { variableGroups } from '../../src/config/variables/index.js';

const START = '<!-- variables: npx lumina env:document -->';
const END = '<!-- /variables -->';

const INTRODUCTION = `# Every variable that Lumina reads. \`npm run dev\` copies this file to .env and fills in the blank secrets.
# Variables of the environment take precedence over .env; a blank variable counts as not set.`;

interface Variable {
  name: string;
  /** The default, as it is written in `.env`; blank where there is none. */
  value: string;
  description: string;
}

function toVariable([name, schema]: [string, z.ZodType]): Variable {
  if (!schema.description) throw new Error(`${name} has no description`);
  const value = schema instanceof z.ZodPrefault ? String(schema.def.defaultValue) : '';
  return { name, value, description: schema.description };
}

const groups = Object.entries(variableGroups).map(([title, shape]) => ({
  title,
  variables: Object.entries<z.ZodType>(shape).map(toVariable),
}));

function toLines({ name, value, description }: Variable): string {
  return `# ${description}\n${name}=${value}`;
}

function toRow({ name, value, description }: Variable): string {
  return `| \`${name}\` | ${value && `\`${value}\``} | ${description} |`;
}

/** The text of `.env.example`. */
export function buildEnvExample(): string {
  const sections = groups.map(({ title, variables }) => [`### ${title}`, ...variables.map(toLines)].join('\n'));
  return `${[INTRODUCTION, ...sections].join('\n\n')}\n`;
}

function buildTable(): string {
  const rows = groups.flatMap(({ title, variables }) => [`| **${title}** | | |`, ...variables.map(toRow)]);
  return ['| variable | default | meaning |', '|---|---|---|', ...rows].join('\n');
}

/** README with its table of variables replaced. @throws Error if the markers around the table are missing */
export function updateReadme(readme: string): string {
  const [start, end] = [readme.indexOf(START), readme.indexOf(END)];
  if (start < 0 || end < start) throw new Error(`README.md has no table between ${START} and ${END}`);
  return `${readme.slice(0, start + START.length)}\n\n${buildTable()}\n\n${readme.slice(end)}`;
}
