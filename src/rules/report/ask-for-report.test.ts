import { describe, expect, it } from 'vitest';
import { whole } from '../../../test/support/asked-question.ts';
import { withOwnStore } from '../../../test/support/own-store.ts';
import { GraphZoomError } from '../../lib/errors.ts';
import type { Entity, Relationship } from '../../model/graph.ts';
import type { Store } from '../../store/store.ts';
import { findQuestion } from '../find-questions.ts';
import { QUESTIONS } from '../questions/index.ts';
import { askForReport, type ReportOptions } from './ask-for-report.ts';
import { baselinePieces, parseBaseline } from './baseline.ts';

const NOW = Date.UTC(2026, 10, 25);
const thing = (type: string, key: string, displayName: string, more: object = {}): Entity => ({ _key: `${type}:${key}`, _type: type, _class: [type === 'zoom_user' ? 'User' : 'Group'], displayName, ...more }) as Entity;
/** People whose meetings need no passcode. */
const open = (count: number, called = 'Ian'): Entity[] => Array.from({ length: count }, (_, index) => thing('zoom_user', `${index}`, `${called} ${index}`, { active: true, meetingSecurityMeetingPassword: false }));

async function load(store: Store, entities: readonly Entity[], relationships: readonly Relationship[] = []): Promise<void> {
  const sync = await store.beginSync({ source: 'api', scope: 'larch', on: NOW });
  await sync.entities(entities);
  await sync.relationships(relationships);
  await sync.commit({ completeTypes: '*' });
}
const ask = async (store: Store, id: string, more: Partial<ReportOptions> = {}) => askForReport(store, findQuestion(QUESTIONS, id), { now: NOW, rows: 10, catalog: await store.catalog(), clock: () => 0, ...more });

describe('asking for a report', () => {
  it('reads no more rows than are listed, and counts all', () =>
    withOwnStore(async (store) => {
      await load(store, open(5_000));
      const { counts, findings } = await ask(store, 'passcode-off', { rows: 3 });
      expect([counts.bad, findings.map(({ who }) => who)]).toEqual([5_000, ['Ian 0', 'Ian 1', 'Ian 10']]);
      expect((await ask(store, 'passcode-off', { rows: 4_000 })).findings).toHaveLength(4_000);
    }));

  it('tells rows apart by their entities: not by names, and each of two groups of one person', () =>
    withOwnStore(async (store) => {
      const graph = (name: string) => {
        const groups = ['sales', 'board'].map((key) => thing('zoom_group', key, key));
        const has = groups.map(({ _key }) => ({ _key: `${_key}|has|zoom_user:0`, _type: 'zoom_group_has_user', _class: 'HAS', _fromEntityKey: _key, _toEntityKey: 'zoom_user:0' })) as Relationship[];
        return [[thing('zoom_user', '0', name, { active: false, status: 'inactive' }), ...groups], has] as const;
      };
      const prints = async () => (await ask(store, 'deactivated-in-groups')).findings.map(({ fingerprint }) => fingerprint);
      await load(store, ...graph('Ian'));
      const before = await prints();
      await load(store, ...graph('Ian, renamed'));
      expect(await prints()).toEqual(before);
      expect(new Set(before).size).toBe(2);
    }));

  it('leaves out what a baseline accepts, and nothing else', () =>
    withOwnStore(async (store) => {
      const question = findQuestion(QUESTIONS, 'passcode-off');
      await load(store, open(2_500));
      const accepted = parseBaseline(JSON.parse(await whole(baselinePieces(store, [question], NOW))));
      await load(store, [...open(2_500, 'Renamed'), thing('zoom_user', 'new', 'Sam Young', { active: true, meetingSecurityMeetingPassword: false })]);
      const { counts, findings, accepted: left } = await ask(store, 'passcode-off', { accepted });
      expect([counts.bad, left, findings.map(({ who }) => who)]).toEqual([1, 2_500, ['Sam Young']]);
      expect((await ask(store, 'waiting-room-off', { accepted })).accepted).toBe(0);
    }));

  it('says what the graph lacks, and does not take that for good or bad', () =>
    withOwnStore(async (store) => {
      await load(store, open(1));
      expect(await ask(store, 'leavers-active')).toMatchObject({ counts: { good: 0, bad: 0, unknown: 0 }, lacking: ['Person'] });
      expect((await ask(store, 'passcode-off')).lacking).toEqual([]);
    }));

  it('goes on after a question that takes too long, and not after what would stop every other', () =>
    withOwnStore(async (store) => {
      const failing = (code: 'query-slow' | 'server-unreachable') => ({ query: store.query, count: () => Promise.reject(new GraphZoomError(code, 'No.')) });
      const of = { now: NOW, rows: 1, catalog: await store.catalog(), clock: () => 0 };
      const question = findQuestion(QUESTIONS, 'passcode-off');
      expect(await askForReport(failing('query-slow'), question, of)).toMatchObject({ counts: {}, findings: [], error: { code: 'query-slow' } });
      await expect(askForReport(failing('server-unreachable'), question, of)).rejects.toThrow('No.');
    }));
});
