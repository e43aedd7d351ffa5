// Rejects wording that readers stumble over, and names the plain word instead.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Files and folders that are checked. Add a folder as soon as it is clean. */
const CHECKED = [
  'README.md',
  'SECURITY.md',
  'bench',
  'docs',
  'public/assets',
  'scripts',
  'server.ts',
  'src/app.ts',
  'src/audit',
  'src/config',
  'src/controllers',
  'src/database',
  'src/drivers',
  'src/exceptions',
  'src/http',
  'src/jobs',
  'src/lists',
  'src/logging',
  'src/mail',
  'src/middlewares',
  'src/models',
  'src/modules',
  'src/notifications',
  'src/policies',
  'src/requests',
  'src/resources',
  'src/routes',
  'src/security',
  'src/server',
  'src/services',
  'src/utils',
  'src/worker',
  'tests/feature',
  'tests/processes',
  'tests/support',
  'tests/unit',
  'views',
];

const TEXT_FILE = /\.(ts|js|mjs|cjs|md|hbs|html|stub|json|ya?ml)$|\.env\.example$/;

const RULES = [
  [
    /(?:^|\s)(?:\/\/|\/\*\*?|^#)\s*(?:What|Who|Whether|Of|That|Those)\b/,
    'a comment starts with its subject or a verb, not with What, Who, Whether, Of, That or Those',
  ],
  [/\bwho(?:m)?ever\b/i, 'write the user, the client, the caller or anyone'],
  [/\banew\b/i, 'write again'],
  [/(?<![/.])\bnowhere\b(?![./'?]| VALUES)/i, 'write never or not'],
  [/\bhand(?:s|ed|ing)? in\b/i, 'write submit or enqueue'],
  [/\be-mail/i, 'write email'],
  [/\bput(?:s|ting)? away\b/i, 'write soft-delete, or delete'],
  [/\b(?:jobs?|is|are|what is) in hand\b/i, 'write in flight'],
  [/\btaken for dead\b/i, 'write considered dead'],
  [/\bworked with difficulty\b/i, 'write error'],
];

function listFiles(path) {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path)).flatMap((name) => listFiles(`${path}/${name}`));
}

/** Joins the opening of a block comment with its first line, so that both are matched together. */
function withCommentStart(lines, index) {
  return lines[index - 1]?.trim() === '/**' ? `/** ${lines[index].trim().slice(2)}` : lines[index];
}

function findProblems(path) {
  const lines = readFileSync(join(root, path), 'utf8').split('\n');
  return lines.flatMap((_line, index) =>
    RULES.filter(([pattern]) => pattern.test(withCommentStart(lines, index))).map(
      ([, advice]) => `${path}:${index + 1}: ${advice}`,
    ),
  );
}

/** These show bad wording on purpose. */
const EXCLUDED = ['scripts/lint/words.mjs', 'docs/style.md'];

const files = CHECKED.flatMap(listFiles).filter((path) => TEXT_FILE.test(path) && !EXCLUDED.includes(path));
const problems = files.flatMap(findProblems);

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
