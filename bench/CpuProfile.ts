import { readFileSync } from 'node:fs';
import type { Profiler } from 'node:inspector';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface SelfTime {
  name: string;
  /** Microseconds in the code itself, without what it calls. */
  time: number;
}

type Frame = Profiler.ProfileNode['callFrame'];

const IDLE = ['(idle)', '(root)'];
const PACKAGE = /node_modules\/((?:@[^/]+\/)?[^/]+)\//g;

function fileOf({ url }: Frame): string {
  return url.startsWith('file:') ? relative('.', fileURLToPath(url)) : url;
}

function packageOf(frame: Frame): string {
  const file = fileOf(frame);
  if (file === '') return frame.functionName.startsWith('(') ? frame.functionName : '(native)';
  if (file.startsWith('node:')) return 'node';
  return [...file.matchAll(PACKAGE)].at(-1)?.[1] ?? 'lumina';
}

function functionOf(frame: Frame): string {
  const file = fileOf(frame).replace(/^.*node_modules\//, '');
  return `${frame.functionName || '(anonymous)'}${file && ` ${file}:${frame.lineNumber + 1}`}`;
}

/** What V8's sampling profiler recorded, or a part of it. */
export class CpuProfile {
  private constructor(
    private readonly profile: Profiler.Profile,
    private readonly from: number,
    private readonly to: number,
  ) {}

  public static read(file: string): CpuProfile {
    const profile = JSON.parse(readFileSync(file, 'utf8')) as Profiler.Profile;
    return new CpuProfile(profile, profile.startTime, profile.endTime);
  }

  /** The part between two moments, in microseconds of the monotonic clock. */
  public between(from: number, to: number): CpuProfile {
    return new CpuProfile(this.profile, from, to);
  }

  public byFunction(): SelfTime[] {
    return this.by(functionOf);
  }

  public byPackage(): SelfTime[] {
    return this.by(packageOf);
  }

  /** The most expensive first; idle time is nobody's. */
  private by(nameOf: (frame: Frame) => string): SelfTime[] {
    const sums = new Map<string, number>();
    for (const { frame, time } of this.samples()) {
      if (IDLE.includes(frame.functionName)) continue;
      const name = nameOf(frame);
      sums.set(name, (sums.get(name) ?? 0) + time);
    }
    return [...sums].map(([name, time]) => ({ name, time })).sort((a, b) => b.time - a.time);
  }

  /** A sample stands for the time until the next one. */
  private *samples(): Generator<{ frame: Frame; time: number }> {
    const { nodes, samples = [], timeDeltas = [], startTime } = this.profile;
    const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
    let moment = startTime;
    for (const [index, id] of samples.entries()) {
      moment += timeDeltas[index] ?? 0;
      const frame = frames.get(id);
      if (frame && moment >= this.from && moment <= this.to) yield { frame, time: timeDeltas[index + 1] ?? 0 };
    }
  }
}
