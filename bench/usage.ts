import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const MEGABYTE = 1024;

const hasProc = existsSync('/proc/self/stat');
const ticksPerSecond = hasProc ? Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' })) : 0;

function ps(pid: number, column: string): string {
  return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim();
}

/** Parses `[[days-]hours:]minutes:seconds`, the format of ps. */
function parseSeconds(text: string): number {
  return text.split(/[-:]/).reduceRight(
    ({ sum, unit }, part, index, parts) => ({
      sum: sum + Number(part) * unit,
      unit: unit * (parts.length - index === 3 ? 24 : 60),
    }),
    { sum: 0, unit: 1 },
  ).sum;
}

/** Returns the CPU time of a process, user and system, in seconds. */
export function cpuSeconds(pid: number): number {
  if (!hasProc) return parseSeconds(ps(pid, 'cputime'));
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the command in brackets, which may contain anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Returns the resident memory of a process in MB. */
export function residentMegabytes(pid: number): number {
  const kilobytes = hasProc ? /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] : ps(pid, 'rss');
  return Number(kilobytes) / MEGABYTE;
}
