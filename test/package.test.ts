import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeZoom, startFakeZoom } from '../src/fake-zoom/server.ts';
import { linesOf } from '../src/lib/lines.ts';
import { cliEnv } from './support/cli.ts';
import { send } from './support/serving.ts';

const exec = promisify(execFile);
const root = path.resolve(import.meta.dirname, '..');
const folder = mkdtempSync(path.join(tmpdir(), 'graph-zoom-package-'));
const installed = path.join(folder, 'node_modules', 'graph-zoom');
const home = path.join(folder, 'home');
let fake: FakeZoom;
/** What npm said when it installed the package. */
let told: string;

/** As somebody else does: packed, and installed from the registry that is configured, in an empty folder, by an npm that minds engines. */
beforeAll(async () => {
  await exec(process.execPath, [path.join(root, 'scripts/pack.mjs'), '--built', '--out', folder], { cwd: root });
  const [tarball] = (await readdir(folder)).filter((file) => file.endsWith('.tgz'));
  writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
  const { stdout, stderr } = await exec('npm', ['install', '--omit=dev', '--engine-strict', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', `./${tarball}`], { cwd: folder });
  told = stdout + stderr;
  fake = await startFakeZoom({ users: 8, plan: 'unlimited' });
});
afterAll(async () => {
  await fake?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** `npx graph-zoom …` in the folder where the package is installed. */
const npx = (...args: string[]) => exec('npx', ['--no-install', 'graph-zoom', ...args], { cwd: folder, env: cliEnv({ fake, home, env: { npm_config_update_notifier: 'false' } }) });

const filesOf = async (): Promise<string[]> =>
  (await readdir(installed, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => path.relative(installed, path.join(entry.parentPath, entry.name)));

describe('the package', () => {
  it('has program, page, docs and units, and neither source, tests, maps nor pictures', async () => {
    const files = await filesOf();
    expect(files).toEqual(
      expect.arrayContaining(['package.json', 'README.md', 'LICENSE', 'bin/graph-zoom.mjs', 'dist/main.mjs', 'dist/fake-zoom-process.mjs', 'dist/web/index.html', 'docs/install.md', 'deploy/systemd/graph-zoom.service']),
    );
    expect(files.filter((file) => /\.(?:map|tsx|png)$|(?<!\.d)\.ts$|\.gen\.|(?:^|\/)test\//.test(file))).toEqual([]);
  });

  it('names no path of the machine that made it, and no registry', async () => {
    for (const file of await filesOf()) {
      const text = await readFile(path.join(installed, file), 'utf8');
      for (const place of [root, `${homedir()}/`, 'file:///', '"_resolved"']) expect(text.includes(place) ? [file, place] : []).toEqual([]);
    }
  });

  it('imports only what it depends on, at exact versions', async () => {
    const { dependencies, optionalDependencies, peerDependencies } = JSON.parse(await readFile(path.join(installed, 'package.json'), 'utf8')) as Record<string, Record<string, string>>;
    const known = { ...dependencies, ...optionalDependencies, ...peerDependencies };
    expect(Object.values({ ...dependencies, ...optionalDependencies }).filter((version) => !/^\d/.test(version))).toEqual([]);
    const names = new Set<string>();
    for (const file of (await filesOf()).filter((file) => /^dist\/[^/]+\.mjs$/.test(file))) {
      const text = await readFile(path.join(installed, file), 'utf8');
      for (const [, found, also] of text.matchAll(/^(?:import|export)\s(?:[^"';]*?\sfrom\s*)?["']([^"'.][^"']*)["']|\b(?:import|require)\("([^".][^"]*)"\)/gm)) names.add((found ?? also) as string);
    }
    expect(names.size).toBeGreaterThan(20);
    const packages = [...names].filter((name) => !name.startsWith('node:') && !builtinModules.includes(name)).map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/'));
    expect(packages.filter((name) => !(name in known))).toEqual([]);
  });

  it('carries the licences of what is bundled into it', async () => {
    const [program, page] = await Promise.all(['dist/THIRD-PARTY.txt', 'dist/web/THIRD-PARTY.txt'].map((file) => readFile(path.join(installed, file), 'utf8')));
    expect(program).toMatch(/^@duckdb\/node-api \S+ \(MIT\)\n[\s\S]*Copyright[\s\S]*^zod \S+ \(MIT\)\n/m);
    expect(page).toMatch(/^react-dom \S+ \(MIT\)\n\nMIT License\n\nCopyright/m);
  });

  it('installs without a warning, also where engines are minded', () => {
    expect(told).not.toMatch(/warn|EBADENGINE|deprecated/i);
  });
});

describe('npx graph-zoom', () => {
  it('tells its version and its commands', async () => {
    const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { version: string };
    expect(await npx('--version')).toEqual({ stdout: `${version}\n`, stderr: '' });
    expect((await npx('--help')).stdout).toContain('Usage: graph-zoom');
  });

  it('collects, and answers questions about what it collected', async () => {
    const report = JSON.parse((await npx('collect', '--json')).stdout);
    expect(report).toMatchObject({ status: 'complete', entities: { zoom_user: 8 } });
    const { stdout } = await npx('query', 'FIND zoom_user AS u RETURN count(u) AS users', '--format', 'json');
    expect(JSON.parse(stdout).data).toEqual([{ users: 8 }]);
  });

  it('has an invented Zoom and a demo of its own', async () => {
    expect((await npx('demo', '--once', '--users', '5', '--latency', '0')).stdout).toContain('demo: complete');
  });

  it('serves the page, and ends when it is told to', async () => {
    // Without npx between, which would have the signal in its place.
    const child = spawn(process.execPath, [path.join(installed, 'bin/graph-zoom.mjs'), 'serve', '--port', '0', '--json'], { cwd: folder, env: cliEnv({ home }), stdio: ['ignore', 'pipe', 'ignore'] });
    const exit = once(child, 'exit');
    const { value } = await linesOf(child.stdout)[Symbol.asyncIterator]().next();
    const { url, loginUrl } = JSON.parse(value as string) as { url: string; loginUrl: string };
    expect((await send(`${url}/healthz`)).status).toBe(200);
    const cookie = (await send(loginUrl)).headers['set-cookie']?.[0]?.split(';', 1)[0] as string;
    const page = await send(url, { headers: { cookie } });
    expect(page).toMatchObject({ status: 200, headers: { 'content-type': expect.stringContaining('text/html') } });
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(page.text)?.[1] as string;
    expect((await send(`${url}${script}`)).status).toBe(200);
    child.kill('SIGTERM');
    expect((await exit)[0]).toBe(0);
  });

  it('answers an assistant, and has the page about the language with it', async () => {
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(new StdioClientTransport({ command: process.execPath, args: [path.join(installed, 'bin/graph-zoom.mjs'), 'mcp'], env: cliEnv({ home }), cwd: folder }));
    expect(await client.callTool({ name: 'query', arguments: { query: 'FIND zoom_user AS u RETURN count(u) AS users' } })).toMatchObject({ structuredContent: { rows: [{ users: 8 }] } });
    expect((await client.readResource({ uri: 'graph-zoom://docs/j1ql' })).contents[0]).toMatchObject({ text: expect.stringContaining('FIND zoom_user') });
    await client.close();
  });

  it('says what is missing where npm was told to omit what is optional', async () => {
    await rm(path.join(folder, 'node_modules', '@modelcontextprotocol'), { recursive: true });
    await expect(npx('mcp')).rejects.toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/@modelcontextprotocol\/sdk is not installed[\s\S]+--include=optional/) });
    const bindings = path.join(folder, 'node_modules', '@duckdb');
    for (const name of await readdir(bindings)) if (name.startsWith('node-bindings-')) await rm(path.join(bindings, name), { recursive: true });
    await expect(npx('status')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^error: The database cannot be loaded on [\s\S]+next: {2}Install graph-zoom again on this machine, without[\s\S]+--omit=optional[^{}]*$/),
    });
  });
});
