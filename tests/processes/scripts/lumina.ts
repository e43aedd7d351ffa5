import { execFile } from 'node:child_process';
import { jest } from '@jest/globals';
import type { Project } from '../../support/project.js';

// Each command is a process, and the processes of all Jest workers share the machine.
jest.setTimeout(120_000);

export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a program in the project's folder, without the tests' own configuration. */
export function run(
  project: Project,
  file: string,
  args: string[],
  variables: Record<string, string> = {},
): Promise<Ended> {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...variables };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [...project.flags, file, ...args],
      { cwd: project.directory, env },
      (_error, stdout, stderr) => {
        resolve({ code: child.exitCode ?? -1, stdout, stderr });
      },
    );
  });
}

const RUN_SEQUENTIALLY = `
import { createProgram } from './scripts/program.js';
const ended = [];
for (const command of JSON.parse(process.argv[2])) {
  const answer = { code: 0, stdout: '', stderr: '' };
  const write = process.stdout.write;
  process.stdout.write = (text) => Boolean((answer.stdout += text));
  await createProgram().parseAsync(command, { from: 'user' }).catch((error) => {
    Object.assign(answer, { code: 1, stderr: error.message });
  });
  process.stdout.write = write;
  ended.push(answer);
}
process.stdout.write(JSON.stringify(ended));
`;

/** Runs commands in one process: starting a process takes longer than most commands. */
export async function luminaEach(project: Project, commands: string[][]): Promise<Ended[]> {
  project.write('each.mjs', RUN_SEQUENTIALLY);
  const { stdout, stderr } = await run(project, 'each.mjs', [JSON.stringify(commands)]);
  if (stderr) throw new Error(stderr);
  return JSON.parse(stdout) as Ended[];
}

/** `npx lumina …` in the project. */
export function lumina(project: Project, args: string[], variables?: Record<string, string>): Promise<Ended> {
  return run(project, project.command, args, variables);
}
