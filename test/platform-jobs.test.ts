import { describe, expect, it } from 'vitest';
import { ZOOM } from '../src/platform/definition-zoom.ts';
import type { Job, JobEvent } from '../src/platform/platform.ts';
import { keepRetention, readRetention } from '../src/platform/retention-settings.ts';
import { withPlatform } from './support/platform.ts';

const A = { instanceId: 'a', definitionId: ZOOM.id };
const DAY = 24 * 60 * 60 * 1000;

describe('jobs', () => {
  it('go through their states and stay as they ended', () =>
    withPlatform(async ({ platform: { jobs, events }, clock }) => {
      const seen: Job['status'][] = [];
      events.on('job-changed', ({ status }) => seen.push(status));
      const { id, startedOn } = await jobs.open({ ...A, cause: 'request' });
      await clock.advance(1_000);
      await jobs.setStatus(id, 'PERSISTING_DATA');
      await jobs.setStatus(id, 'COMPLETED', { report: { status: 'complete' } });
      await jobs.setStatus(id, 'FAILED');
      expect(await jobs.get(id)).toEqual({ id, ...A, status: 'COMPLETED', startedOn, endedOn: startedOn + 1_000, errorsOccurred: false, hasSkippedSteps: false, cause: 'request', report: { status: 'complete' } });
      expect(seen).toEqual(['IN_PROGRESS', 'PERSISTING_DATA', 'COMPLETED']);
    }));
  it('of one instance run one at a time, uploads beside them', () =>
    withPlatform(async ({ platform: { jobs } }) => {
      const attempts = await Promise.allSettled([
        jobs.open({ ...A, cause: 'request' }),
        jobs.open({ ...A, cause: 'polling' }),
        jobs.open({ ...A, cause: 'upload' }),
        jobs.open({ ...A, instanceId: 'b', cause: 'polling' }),
      ]);
      expect(attempts.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
      expect((attempts[1] as PromiseRejectedResult).reason).toMatchObject({ code: 'job-running' });
      expect([...(await jobs.running())].sort()).toEqual(['a', 'b']);
      await jobs.setStatus((attempts[0] as PromiseFulfilledResult<Job>).value.id, 'FAILED');
      await jobs.open({ ...A, cause: 'polling' });
    }));
  it('have the id that the caller gives, and are found by it again', () =>
    withPlatform(async ({ platform: { jobs } }) => {
      const job = await jobs.open({ ...A, cause: 'upload', id: 'sync-1' });
      expect(job.id).toBe('sync-1');
      expect(await jobs.open({ ...A, cause: 'upload', id: 'sync-1' })).toEqual(job);
      await expect(jobs.open({ ...A, instanceId: 'b', cause: 'upload', id: 'sync-1' })).rejects.toMatchObject({ code: 'config-invalid' });
      await expect(jobs.setStatus('nobody', 'FAILED')).rejects.toMatchObject({ code: 'not-found' });
    }));
  it('are marked by what is said of them, at the level of its name', () =>
    withPlatform(async ({ platform: { jobs, events } }) => {
      const LEVELS = {
        info: 'info',
        stats: 'info',
        step_start: 'info',
        step_skip: 'info',
        warn_incomplete_data: 'warn',
        error_unexpected_error: 'error',
        step_failure: 'error',
        validation_failure: 'error',
        sync_upload_end: 'info',
      } as const;
      const heard: JobEvent[] = [];
      events.on('job-event', (event) => heard.push(event));
      const { id } = await jobs.open({ ...A, cause: 'upload' });
      await jobs.addEvents(id, [{ name: 'step_start', description: 'x' }]);
      expect(await jobs.get(id)).toMatchObject({ errorsOccurred: false, hasSkippedSteps: false });
      await jobs.addEvents(
        id,
        Object.keys(LEVELS).map((name) => ({ name, description: `about ${name}` })),
      );
      expect(await jobs.get(id)).toMatchObject({ errorsOccurred: true, hasSkippedSteps: true });
      const { items } = await jobs.events(id);
      expect(items).toEqual(heard);
      expect(items.slice(1).map(({ name, level }) => [name, level])).toEqual(Object.entries(LEVELS));
    }));
  it('and their events are read page by page, each once, in order', () =>
    withPlatform(async ({ platform: { jobs }, clock }) => {
      const all: string[] = [];
      for (let n = 0; n < 7; n++) {
        const job = await jobs.open({ instanceId: n % 2 === 0 ? 'a' : 'b', definitionId: ZOOM.id, cause: 'upload' });
        if (n < 3) await jobs.setStatus(job.id, 'COMPLETED');
        all.unshift(job.id);
        if (n > 3) await clock.advance(1); // the first ones in one millisecond
      }
      const read = async (options: Parameters<typeof jobs.list>[0]) => {
        const pages: string[][] = [];
        let cursor: string | undefined;
        do {
          const page = await jobs.list({ ...options, limit: 2, ...(cursor === undefined ? {} : { cursor }) });
          pages.push(page.items.map(({ id }) => id));
          cursor = page.cursor;
        } while (cursor !== undefined);
        return pages;
      };
      expect((await read({})).flat()).toEqual(all);
      expect(await read({})).toHaveLength(4);
      expect((await read({ instanceId: 'a' })).map((page) => page.length)).toEqual([2, 2]);
      expect((await read({ status: 'COMPLETED' })).flat()).toEqual(all.slice(4));
      await jobs.addEvents(
        all[0] as string,
        Array.from({ length: 30 }, (_, n) => ({ name: 'info', description: String(n) })),
      );
      const first = await jobs.events(all[0] as string, { limit: 20 });
      const second = await jobs.events(all[0] as string, { limit: 20, cursor: first.cursor as string });
      expect([...first.items, ...second.items].map(({ description }) => Number(description))).toEqual(Array.from({ length: 30 }, (_, n) => n));
      expect(second.cursor).toBeUndefined();
      await expect(jobs.list({ cursor: 'nonsense' })).rejects.toMatchObject({ code: 'usage' });
    }));
  it('that were open when the program died are failed at its start, and say so', () =>
    withPlatform(async ({ platform, again }) => {
      const run = await platform.jobs.open({ ...A, cause: 'polling' });
      const upload = await platform.jobs.open({ ...A, cause: 'upload' });
      const { jobs } = again();
      expect((await jobs.recover()).map(({ id, status }) => [id, status])).toEqual([[run.id, 'FAILED']]);
      expect((await jobs.events(run.id)).items).toMatchObject([{ level: 'error', description: expect.stringContaining('goes on from there') }]);
      expect(await jobs.runState('a')).toMatchObject({ failures: 1 });
      expect(await jobs.get(upload.id)).toMatchObject({ status: 'IN_PROGRESS' });
      await jobs.open({ ...A, cause: 'polling' });
    }));
  it('go after thirty days with their events; an upload that nobody finalized is failed after eight', () =>
    withPlatform(async ({ platform, clock, store }) => {
      const { jobs } = platform;
      const upload = await jobs.open({ ...A, cause: 'upload' });
      await jobs.addEvents(upload.id, [{ name: 'info', description: 'x' }]);
      await clock.advance(7 * DAY);
      await platform.retain();
      expect(await jobs.get(upload.id)).toMatchObject({ status: 'IN_PROGRESS' });
      await clock.advance(2 * DAY);
      await platform.retain();
      expect(await jobs.get(upload.id)).toMatchObject({ status: 'FAILED', errorsOccurred: true });
      await clock.advance(22 * DAY);
      const later = await jobs.open({ ...A, cause: 'polling' });
      await platform.retain();
      expect((await jobs.list({})).items.map(({ id }) => id)).toEqual([later.id]);
      // What said so came nine days later, and goes nine days later.
      await clock.advance(9 * DAY);
      await platform.retain();
      expect(await store.records.list('job-event')).toEqual([]);
    }));
  it('stay as long as somebody wants them to', () =>
    withPlatform(async ({ platform, clock, store }) => {
      expect(await keepRetention(store.records, { jobDays: 2 })).toEqual({ jobDays: 2, auditDays: 365, removedInstanceDays: 7 });
      await keepRetention(store.records, { auditDays: 400 });
      const { id } = await platform.jobs.open({ ...A, cause: 'polling' });
      await platform.jobs.setStatus(id, 'COMPLETED');
      await clock.advance(DAY);
      await platform.retain();
      expect(await platform.jobs.get(id)).toBeDefined();
      await clock.advance(2 * DAY);
      await platform.retain();
      expect(await platform.jobs.get(id)).toBeUndefined();
      expect(await readRetention(store.records)).toMatchObject({ jobDays: 2, auditDays: 400 });
    }));
});
