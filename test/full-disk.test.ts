import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeZoom, startFakeZoom } from '../src/fake-zoom/server.ts';
import { runCli } from './support/cli.ts';

const SIZE_MB = 30;
const disk = mkdtempSync(path.join(tmpdir(), 'graph-zoom-disk-'));
/** A small disk of its own needs the right to mount one: root on Linux. */
const mounted = process.platform === 'linux' && spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m`, 'tmpfs', disk]).status === 0;

/** Leaves so many kilobytes on the disk. */
function leave(kilobytes: number): void {
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(path.join(disk, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - kilobytes * 1024)));
}

describe.skipIf(!mounted)('a disk that is full', () => {
  let fake: FakeZoom;
  beforeAll(async () => {
    fake = await startFakeZoom({ users: 30, plan: 'unlimited', seed: 3 });
  });
  afterAll(async () => {
    await fake.close();
    spawnSync('umount', [disk]);
    rmSync(disk, { recursive: true, force: true });
  });

  // From nothing at all to nearly enough (in kB): the spool, the checkpoint and the store each meet it.
  for (const kilobytes of [0, 64, 200, 600])
    it(`with ${kilobytes} kB left: one sentence, exit code 1, and the last good graph still opens`, async () => {
      const home = path.join(disk, `home-${kilobytes}`);
      expect((await runCli(['collect', '--json'], { fake, home })).code).toBe(0);
      const before = (await runCli(['export'], { home })).stdout;
      fake.change(60);
      leave(kilobytes);

      const full = await runCli(['collect', '--json'], { fake, home });

      expect(full).toMatchObject({ code: 1 });
      expect(JSON.parse(full.stdout)).toMatchObject({ status: 'failed', error: { code: 'store-full' } });
      expect(full.stderr).not.toMatch(/defect|at .*\.ts:/);
      rmSync(path.join(disk, 'filler'));
      const left = (await runCli(['export'], { home })).stdout;
      expect((await runCli(['collect', '--json'], { fake, home })).code).toBe(0);
      const after = (await runCli(['export'], { home })).stdout;
      // Where only the record of the run had no room any more, the new graph was whole already; anything in between would be wrong.
      expect([before, after].indexOf(left)).not.toBe(-1);
      rmSync(home, { recursive: true });
    });
});
