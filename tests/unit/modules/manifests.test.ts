import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { Model } from 'sequelize';
import { sequelize } from '../../../src/database/sequelize.js';
import { Job } from '../../../src/jobs/Job.js';
import { SendMail } from '../../../src/jobs/SendMail.js';
import { Mailable } from '../../../src/mail/Mailable.js';
import { modules } from '../../../src/modules/index.js';

const SOURCE = join(import.meta.dirname, '../../../src');
const VIEWS = join(import.meta.dirname, '../../../views/emails');

/** The exports of a layer by name, including those of modules. */
async function loadExports(layer: string): Promise<[string, unknown][]> {
  const files = readdirSync(join(SOURCE, layer), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const loaded = await Promise.all(
    files.map((file) => import(pathToFileURL(join(SOURCE, layer, file)).href) as Promise<object>),
  );
  return loaded.flatMap((exported) => Object.entries(exported));
}

function isSubclass(value: unknown, parent: abstract new (...args: never[]) => object): boolean {
  return typeof value === 'function' && value.prototype instanceof parent;
}

/** Base classes, and SendMail: a manifest lists the emails that it sends. */
function isConcrete(name: string): boolean {
  return !name.endsWith('Job') && name !== SendMail.name;
}

/** The type of a notification decides the template of its email. */
const payload = { userId: 1, email: 'ada@example.com', type: 'account.welcome', data: {} };

describe('the manifests of the modules', () => {
  it('register every job, because workers need it', async () => {
    const known = modules.flatMap(({ jobs, schedule }) => [...jobs, ...schedule.map(({ job }) => job)]);
    const found = (await loadExports('jobs')).filter(([name, value]) => isSubclass(value, Job) && isConcrete(name));

    const unnamed = found.filter(([, value]) => !known.some((job) => job === value)).map(([name]) => name);

    expect(found.length).toBeGreaterThan(0);
    expect(unnamed).toEqual([]);
  });

  it('give each job and email a unique type, which is stored', () => {
    const jobs = modules.flatMap(({ jobs, mails = [], schedule }) => [
      ...jobs,
      ...mails,
      ...schedule.map(({ job }) => job),
    ]);
    const types = [...new Set(jobs)].map(({ type }) => type);

    expect(types).toEqual([...new Set(types)]);
    for (const type of types) expect(type).toMatch(/^[a-z-]+\.[a-z-]+$/);
  });

  it('register every email, because workers need it', async () => {
    const known = modules.flatMap(({ mails = [] }) => mails);
    const found = (await loadExports('mail')).filter(([, value]) => isSubclass(value, Mailable));

    const unnamed = found.filter(([, value]) => !known.some((mail) => mail === value)).map(([name]) => name);

    expect(found.length).toBeGreaterThan(0);
    expect(unnamed).toEqual([]);
  });

  it('register emails that have an HTML and a text template', () => {
    const mails = modules.flatMap(({ mails = [] }) => mails).map((mailClass) => new mailClass(payload as never));
    const templates = mails.flatMap(({ template }) => [`${template}.hbs`, `${template}.text.hbs`]);

    expect(templates.filter((file) => !existsSync(join(VIEWS, file)))).toEqual([]);
  });

  it('register every model', async () => {
    const known = modules.flatMap(({ models }) => models);
    const found = (await loadExports('models')).filter(([, value]) => isSubclass(value, Model));

    const unnamed = found.filter(([, value]) => !known.some((model) => model === value)).map(([name]) => name);

    expect(found.length).toBeGreaterThan(0);
    expect(unnamed).toEqual([]);
    await sequelize.close();
  });
});
