import { Writable } from 'node:stream';

/** Buffers all lines of one turn of the event loop, because each write to stdout is a system call. */
export class BufferedStdout extends Writable {
  private lines = '';

  public constructor(private readonly target: NodeJS.WritableStream) {
    super({ decodeStrings: false });
    process.once('exit', () => this.flush());
  }

  public override _write(line: string, _encoding: BufferEncoding, done: () => void): void {
    if (this.lines === '') setImmediate(() => this.flush());
    this.lines += line;
    done();
  }

  public override _final(done: () => void): void {
    this.flush();
    done();
  }

  private flush(): void {
    if (this.lines !== '') this.target.write(this.lines);
    this.lines = '';
  }
}
