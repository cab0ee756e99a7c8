import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from './support/cli.ts';

describe('init', () => {
  it('writes a file that only its owner reads, refuses to overwrite, and keeps what is not its own', async () => {
    const cwd = await mkdtemp(path.join(tmpdir(), 'graph-zoom-init-'));
    const file = path.join(cwd, '.env');
    expect(await runCli(['init', '--account-id', 'abc', '--client-id', 'def', '--plan', 'business'], { cwd })).toMatchObject({ code: 0, stdout: expect.stringContaining('account:read:managed_domains:admin') });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await runCli(['init'], { cwd })).toMatchObject({ code: 2, stderr: expect.stringContaining('--force') });
    await writeFile(file, `${await readFile(file, 'utf8')}OTHER=1\n`, { mode: 0o644 });

    expect(await runCli(['init', '--force'], { cwd })).toMatchObject({ code: 0 });

    expect(await readFile(file, 'utf8')).toMatch(/ZOOM_ACCOUNT_ID=\n(?:.*\n)*OTHER=1\n/);
    expect(await runCli(['init', '--account-id', '123-456-7890', '--force'], { cwd })).toMatchObject({ code: 2, stderr: expect.stringContaining('account number') });
    await rm(cwd, { recursive: true });
  });
});
