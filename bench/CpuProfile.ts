import { readFileSync } from 'node:fs';
import type { Profiler } from 'node:inspector';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface SelfTime {
  name: string;
  /** Microseconds in the function itself, without its callees. */
  time: number;
}

type Frame = Profiler.ProfileNode['callFrame'];

const IDLE = ['(idle)', '(root)'];
const PACKAGE = /node_modules\/((?:@[^/]+\/)?[^/]+)\//g;

function getFile({ url }: Frame): string {
  return url.startsWith('file:') ? relative('.', fileURLToPath(url)) : url;
}

function getPackage(frame: Frame): string {
  const file = getFile(frame);
  if (file === '') return frame.functionName.startsWith('(') ? frame.functionName : '(native)';
  if (file.startsWith('node:')) return 'node';
  return [...file.matchAll(PACKAGE)].at(-1)?.[1] ?? 'lumina';
}

function getFunction(frame: Frame): string {
  const file = getFile(frame).replace(/^.*node_modules\//, '');
  return `${frame.functionName || '(anonymous)'}${file && ` ${file}:${frame.lineNumber + 1}`}`;
}

/** A recording of V8's sampling profiler, or a part of it. */
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

  /** Returns the part between two times, in microseconds of the monotonic clock. */
  public between(from: number, to: number): CpuProfile {
    return new CpuProfile(this.profile, from, to);
  }

  public byFunction(): SelfTime[] {
    return this.by(getFunction);
  }

  public byPackage(): SelfTime[] {
    return this.by(getPackage);
  }

  /** Sums self times by name, highest first, without idle time. */
  private by(getName: (frame: Frame) => string): SelfTime[] {
    const sums = new Map<string, number>();
    for (const { frame, time } of this.samples()) {
      if (IDLE.includes(frame.functionName)) continue;
      const name = getName(frame);
      sums.set(name, (sums.get(name) ?? 0) + time);
    }
    return [...sums].map(([name, time]) => ({ name, time })).sort((a, b) => b.time - a.time);
  }

  /** Each sample lasts until the next one. */
  private *samples(): Generator<{ frame: Frame; time: number }> {
    const { nodes, samples = [], timeDeltas = [], startTime } = this.profile;
    const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
    let time = startTime;
    for (const [index, id] of samples.entries()) {
      time += timeDeltas[index] ?? 0;
      const frame = frames.get(id);
      if (frame && time >= this.from && time <= this.to) yield { frame, time: timeDeltas[index + 1] ?? 0 };
    }
  }
}
