import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testDirectory } from './testEnvironment.js';

/** A self-signed certificate for this machine. */
export function selfSigned(): { file: string; cert: string; key: string } {
  const directory = mkdtempSync(join(testDirectory(), 'certificate-'));
  const [file, key] = [join(directory, 'cert.pem'), join(directory, 'key.pem')];
  const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  execFileSync('openssl', [...request, ...names, '-keyout', key, '-out', file], { stdio: 'pipe' });
  return { file, cert: readFileSync(file, 'utf8'), key: readFileSync(key, 'utf8') };
}
