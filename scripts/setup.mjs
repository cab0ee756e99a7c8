// Installs what is missing: npm runs no pre-scripts under ignore-scripts, so the scripts of package.json begin with this one.
import { fileURLToPath } from 'node:url';
import { installIfOld } from './install-if-old.mjs';

const root = new URL('../', import.meta.url);
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 20)) {
  console.error(`graph-zoom needs Node.js 20.20 or newer; this is ${process.version}.`);
  process.exit(2);
}
if (!installIfOld(fileURLToPath(root), 'dependencies (npm ci)')) {
  console.error('npm ci failed. Check the network and the npm registry that is configured, then run the command again.');
  process.exit(1);
}
