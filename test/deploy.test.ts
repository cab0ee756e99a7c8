import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { addServe, DEFAULT_PORT } from '../src/cli/commands/serve.ts';
import { IN_FILES } from '../src/secret-files.ts';
import { AROUND, VARIABLES } from '../src/variables.ts';
import { whileServing } from './support/serving.ts';

const root = path.resolve(import.meta.dirname, '..');
const deploy = path.join(root, 'deploy');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const files = readdirSync(deploy, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.parentPath.endsWith('secrets'))
  .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
const manifest = JSON.parse(read('package.json')) as { version: string; files: string[]; engines: { node: string } };

describe('what lies in deploy/', () => {
  it('names only settings that there are', () => {
    const known = new Set([...Object.keys(VARIABLES), ...Object.keys(AROUND), ...IN_FILES.map((name) => `${name}_FILE`)]);
    for (const file of [...files, 'docs/install.md']) {
      const named = [...read(file).matchAll(/\b(?:GRAPH_)?ZOOM_[A-Z_]+\b/g)].map(([name]) => name);
      expect([file, named.filter((name) => !known.has(name))]).toEqual([file, []]);
    }
  });

  it('is of the version of the package', () => {
    const { version } = manifest;
    expect(parse(read('deploy/helm/graph-zoom/Chart.yaml'))).toMatchObject({ version, appVersion: version });
    expect(parse(read('deploy/compose/compose.yaml')).services['graph-zoom'].image).toBe(`graph-zoom:${version}`);
    for (const file of [...files, 'docs/install.md']) for (const [, found] of read(file).matchAll(/(?:graph-zoom[:@-]|image\.version=")v?(\d+\.\d+\.\d+)/g)) expect([file, found]).toEqual([file, version]);
  });

  it('uses the port and options that `serve` has', () => {
    const program = new Command();
    addServe(program);
    const options = new Set(['--insecure-remote', ...(program.commands[0]?.options ?? []).map(({ long }) => long)]);
    expect(read('deploy/container/Dockerfile')).toContain(`EXPOSE ${DEFAULT_PORT}\n`);
    expect(parse(read('deploy/compose/compose.yaml')).services['graph-zoom'].ports).toEqual([`\${PUBLISH_AT:-127.0.0.1}:${DEFAULT_PORT}:${DEFAULT_PORT}`]);
    expect(parse(read('deploy/helm/graph-zoom/values.yaml')).service.port).toBe(DEFAULT_PORT);
    expect(read('deploy/helm/graph-zoom/templates/deployment.yaml')).toContain(`containerPort: ${DEFAULT_PORT}`);
    const lines = [
      read('deploy/container/Dockerfile').match(/^CMD .*$/m)?.[0],
      ...['compose.yaml', 'compose.tls.yaml'].map((file) => parse(read(`deploy/compose/${file}`)).services['graph-zoom'].command.join(' ')),
      read('deploy/systemd/graph-zoom.service').match(/^ExecStart=.*$/m)?.[0],
      read('deploy/helm/graph-zoom/templates/deployment.yaml').match(/ {10}args:[\s\S]*? {10}env:/)?.[0],
    ];
    for (const line of lines) {
      const used = [...(line as string).matchAll(/--[a-z][a-z-]*/g)].map(([option]) => option);
      expect(used).toContain('--no-login-link');
      expect(used.filter((option) => !options.has(option))).toEqual([]);
    }
  });

  it('has a service and a collection with the same sandbox', () => {
    const sandbox = (file: string) => /^UMask=[\s\S]*?^$/m.exec(read(`deploy/systemd/${file}`))?.[0];
    expect(sandbox('graph-zoom.service')).toContain('NoNewPrivileges=yes');
    expect(sandbox('graph-zoom-collect.service')?.trim()).toBe(sandbox('graph-zoom.service')?.trim());
  });
});

describe('the image', () => {
  const dockerfile = read('deploy/container/Dockerfile');

  it('is built from what .dockerignore lets through, and from everything that the package is made of', () => {
    const let_through = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, from]) => (from as string).split(' ')).filter((from) => from !== '.');
    const packed = manifest.files.filter((file) => !file.startsWith('!') && file !== 'dist');
    for (const file of [...copied, ...packed, 'scripts', 'src', 'web', 'tsconfig.json', 'tsdown.config.ts']) {
      expect([file, let_through.some((one) => file === one || file.startsWith(`${one}/`))]).toEqual([file, true]);
      expect([file, existsSync(path.join(root, file))]).toEqual([file, true]);
    }
  });

  it('has a Node.js that the package runs on', () => {
    const [major = 0, minor = 0] = (/NODE_IMAGE=node:(\d+)\.(\d+)\.\d+-/.exec(dockerfile) ?? []).slice(1).map(Number);
    const [least = 0, leastMinor = 0] = (/(\d+)\.(\d+)/.exec(manifest.engines.node) ?? []).slice(1).map(Number);
    expect(major > least || (major === least && minor >= leastMinor)).toBe(true);
  });

  it('knows whether the server lives and is ready, and when it does not', async () => {
    const check = async (home: string, what: string) => (await once(spawn(process.execPath, [path.join(deploy, 'container/healthcheck.mjs'), what], { env: { GRAPH_ZOOM_HOME: home }, stdio: 'ignore' }), 'exit'))[0];
    let home = '';
    await whileServing(async ({ dataDir }) => {
      home = dataDir;
      expect(await check(home, 'healthz')).toBe(0);
      expect(await check(home, 'readyz')).toBe(0);
      expect(await check(home, 'nothing')).toBe(1);
    });
    expect(await check(home, 'healthz')).toBe(1);
  });
});

describe('the chart', () => {
  const schema = JSON.parse(read('deploy/helm/graph-zoom/values.schema.json')) as object;
  const isValid = new Ajv({ strict: true, strictTypes: false, allowUnionTypes: true }).compile(schema);
  const values = (more: object = {}) => ({ ...(parse(read('deploy/helm/graph-zoom/values.yaml')) as object), ...more });

  it('has values that its schema knows, each of them', () => {
    expect([isValid(values()), isValid.errors]).toEqual([true, null]);
    expect(Object.keys((schema as { properties: object }).properties).filter((name) => name !== 'global')).toEqual(Object.keys(values()));
  });

  it('refuses values that would not do', () => {
    for (const wrong of [
      { exposure: 'public' },
      { hostname: 'graph.example.com' },
      { hostnames: ['https://graph.example.com'] },
      { env: { ZOOM_CLIENT_SECRET: 'x' } },
      { secret: { apiKey: 'short' } },
      { persistence: { size: '10' } },
    ])
      expect([wrong, isValid(values(wrong))]).toEqual([wrong, false]);
  });

  it('uses in its templates only values that there are', () => {
    const known = values() as Record<string, Record<string, unknown>>;
    for (const file of files.filter((file) => file.includes('/templates/')))
      for (const [, name = '', part] of read(file).matchAll(/\.Values\.(\w+)(?:\.(\w+))?/g))
        expect([file, name, part, name in known && (part === undefined || part in (known[name] ?? {}))]).toEqual([file, name, part, true]);
  });
});

it('every file of YAML that is no template can be read', () => {
  const plain = files.filter((file) => /\.ya?ml$/.test(file) && !file.includes('/templates/'));
  expect(plain.length).toBeGreaterThanOrEqual(5);
  for (const file of plain) expect(parse(read(file))).toEqual(expect.any(Object));
});
