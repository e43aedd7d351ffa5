import { rmSync } from 'node:fs';
import { databases } from './databases.mjs';

export default function tearDown() {
  if ((process.env.DB_DIALECT ?? 'sqlite') !== 'sqlite') databases('drop');
  rmSync(process.env.TEST_DIRECTORY, { recursive: true, force: true });
}
