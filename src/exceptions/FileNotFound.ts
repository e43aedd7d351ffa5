import { NotFound } from './NotFound.js';

export class FileNotFound extends NotFound {
  public constructor(public readonly key: string) {
    super('File');
  }
}
