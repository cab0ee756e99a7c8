import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The package as it is published, unpacked, with what it depends on. */
export function unpackedPackage() {
  const folder = mkdtempSync(path.join(tmpdir(), 'graph-zoom-package-'));
  const file = execFileSync(process.execPath, [path.join(root, 'scripts', 'pack.mjs'), '--built', '--out', folder], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  execFileSync('tar', ['xf', file], { cwd: folder });
  const unpacked = path.join(folder, 'package');
  symlinkSync(path.join(root, 'node_modules'), path.join(unpacked, 'node_modules'), 'dir');
  return unpacked;
}

/** An integration project of a customer: one line. */
export function projectOf(packageFolder) {
  const folder = mkdtempSync(path.join(tmpdir(), 'graph-customer-'));
  mkdirSync(path.join(folder, 'src'));
  mkdirSync(path.join(folder, 'node_modules'));
  symlinkSync(packageFolder, path.join(folder, 'node_modules', 'graph-zoom'), 'dir');
  writeFileSync(path.join(folder, 'package.json'), '{ "name": "customer", "type": "module" }\n');
  writeFileSync(path.join(folder, 'src', 'index.js'), "export { invocationConfig } from 'graph-zoom';\n");
  return folder;
}
