import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Rule } from '../src/rules/alerting.ts';
import { account, graph, is, person, user } from '../src/rules/packs/fixture.ts';
import { openRuleBench, packed, type RuleBench } from './support/engine.ts';

let bench: RuleBench;
beforeEach(async () => {
  bench = await openRuleBench();
});
afterEach(() => bench.close());

const rules = () => bench.alerting.rules;
const only = async (): Promise<Rule> => (await rules().list())[0] as Rule;
const ada = (properties = {}) => user('Ada Quill', properties);
const ben = (properties = {}) => user('Ben Osei', properties);
const admin = { isAdmin: true, roleName: 'Admin' };
const member = { isAdmin: false, roleName: 'Member' };
const DAY = 86_400_000;

describe('an alert', () => {
  it('opens when somebody becomes an administrator, names who, from what to what, and what to do, and clears when it is undone', async () => {
    const left = person('Ben Osei', { active: true, department: 'Sales', manager: 'Cara Lind' });
    await bench.hold(graph(ada(admin), ben(member), left, is(ben(), left)));
    await rules().create(packed('new-administrator'), 'ada');
    await rules().tick();
    expect(await bench.alerting.alerts.count()).toBe(0);
    expect((await rules().history((await only()).id)).items).toMatchObject([{ cause: 'created', reason: 'baseline', met: true, queries: [{ total: 1, counts: { entered: 1 } }], population: 2 }]);

    await bench.hold(graph(ada(admin), ben(admin), left, is(ben(), left)));
    await rules().tick();
    expect(await bench.alert()).toMatchObject({ status: 'ACTIVE', level: 'HIGH', foundCount: 1, found: [{ name: 'Ben Osei', operation: 'updated', about: 'ben.osei@larch.example; Sales, manager Cara Lind' }] });
    const [message, ...others] = await bench.messages();
    expect(others).toEqual([]);
    expect(message).toMatchObject({
      kind: 'webhook',
      content: { endpoint: 'https://hooks.larch.example/zoom', method: 'POST' },
      alert: {
        ruleName: 'Somebody became an administrator',
        transition: 'opened',
        level: 'HIGH',
        total: 2,
        population: 2,
        lines: ['New: Ben Osei (ben.osei@larch.example; Sales, manager Cara Lind): isAdmin was false, is true; roleName was Member, is Admin.'],
        more: 0,
        remediation: expect.stringContaining('take the role away'),
        link: expect.stringContaining('/alerts/'),
      },
    });

    await bench.hold(graph(ada(admin), ben(member), left, is(ben(), left)));
    await rules().tick();
    expect(await bench.alert()).toMatchObject({ status: 'INACTIVE', endReason: 'AUTO_CLEARED' });
    expect(await bench.messages()).toHaveLength(1);
    expect((await only()).state).toMatchObject({ latestAlertIsActive: false, evaluations: 3, evaluationStep: 'DONE' });
  });

  it('is opened once, however often the rule is evaluated, and also over a restart', async () => {
    await bench.hold(graph(ada(member)));
    await rules().create(packed('new-administrator'), 'ada');
    await rules().tick();
    await bench.reopen();
    await bench.hold(graph(ada(admin)));
    await bench.reopen();
    await rules().tick();
    await rules().run((await only()).id);
    await rules().tick();
    expect(await bench.alert()).toMatchObject({ status: 'ACTIVE', found: [{ name: 'Ada Quill' }], last: { reason: 'still-true' } });
    expect(await bench.messages()).toHaveLength(1);
  });

  it('tells again when more enter, and not while it is snoozed', async () => {
    await bench.hold(graph(user('Cara Lind', member)));
    await rules().create(packed('new-administrator'), 'ada');
    await rules().tick();
    await bench.hold(graph(user('Cara Lind', admin)));
    await rules().tick();
    const { id } = await bench.alert();
    await bench.hold(graph(user('Cara Lind', admin), ben(admin)));
    await rules().tick();
    expect((await bench.messages()).map(({ alert }) => [alert?.transition, alert?.lines.length])).toEqual([
      ['opened', 1],
      ['refreshed', 1],
    ]);
    await bench.alerting.alerts.snooze(id, Date.UTC(2026, 10, 25, 12) + DAY, 'ada');
    await bench.hold(graph(user('Cara Lind', admin), ben(admin), ada(admin)));
    await rules().tick();
    expect(await bench.messages()).toHaveLength(2);
    expect(await bench.alert()).toMatchObject({ foundCount: 3, last: { actions: expect.arrayContaining([expect.objectContaining({ status: 'skipped', reason: 'snoozed' })]) } });
  });

  it('that was dismissed stays so until somebody else enters, and then is a new one', async () => {
    await bench.hold(graph(ada(member), ben(member)));
    await rules().create(packed('new-administrator'), 'ada');
    await rules().tick();
    await bench.hold(graph(ada(admin), ben(member)));
    await rules().tick();
    const { id } = await bench.alert();
    await bench.alerting.alerts.dismiss(id, { reason: 'agreed', by: 'ada' });
    await rules().run((await only()).id);
    expect(await bench.alert()).toMatchObject({ status: 'DISMISSED', dismissReason: 'agreed' });
    await bench.hold(graph(ada(admin), ben(admin)));
    await rules().tick();
    const { items } = await bench.alerting.alerts.list();
    expect(items.map(({ status }) => status).sort()).toEqual(['ACTIVE', 'DISMISSED']);
    expect(await bench.messages()).toHaveLength(2);
    await expect(bench.alerting.alerts.dismiss(id, { by: 'ada' })).rejects.toMatchObject({ code: 'usage' });
  });

  it('of a moment stays after it, a week long', async () => {
    const many = (properties: object) => Array.from({ length: 12 }, (_, index) => user(`Member ${index}`, { ...properties }));
    await bench.hold(graph(...many({})));
    await rules().create(packed('mass-deactivation'), 'ada');
    await rules().tick();
    await bench.hold(graph(...many({ active: false, status: 'inactive' })));
    await rules().tick();
    expect(await bench.alert()).toMatchObject({ status: 'ACTIVE', foundCount: 12 });
    const [message] = await bench.messages();
    expect(message?.alert).toMatchObject({ lines: expect.arrayContaining([expect.stringMatching(/^No longer: Member/)]), more: 2 });
    expect(message?.alert?.lines).toHaveLength(10);
    bench.pass(2 * DAY);
    await rules().tick();
    expect(await bench.alert()).toMatchObject({ status: 'ACTIVE', foundCount: 12 });
    bench.pass(8 * DAY);
    await rules().tick();
    expect(await bench.alert()).toMatchObject({ status: 'INACTIVE', last: { reason: 'moment-over' } });
  });

  it('stays when its rule is removed, until somebody dismisses it', async () => {
    await bench.hold(graph(account({ lacks: ['scope'] })));
    const { id } = await rules().create(packed('account-answers-missing'), 'ada');
    await rules().tick();
    await rules().remove(id, 'ada');
    expect(await bench.store.results.members(`rule/${id}/query0`, { limit: 5 })).toEqual([]);
    const alert = await bench.alert();
    expect(alert).toMatchObject({ status: 'ACTIVE', found: [{ name: 'Larch' }] });
    expect(await bench.alerting.alerts.dismiss(alert.id, { by: 'ada' })).toMatchObject({ status: 'DISMISSED' });
  });
});

describe('a collection', () => {
  it('that is late or incomplete opens an alert that says what is missing, and clears it when it is there again', async () => {
    const larch = { name: 'Larch', intervalMs: 3_600_000, since: 0 };
    await rules().create(packed('collection-stale'), 'ada');
    await rules().create(packed('collection-incomplete'), 'ada');
    bench.collected([{ ...larch, lastGoodOn: Date.UTC(2026, 10, 25, 8), last: { status: 'failed', endedOn: Date.UTC(2026, 10, 25, 11), missing: ['fetch-users: invalid client'] } }]);
    await rules().tick();
    expect((await bench.messages()).map(({ alert }) => alert?.lines)).toEqual(expect.arrayContaining([[expect.stringMatching(/^New: Larch/)]]));
    expect((await bench.alerting.alerts.list({ status: 'ACTIVE' })).items.map(({ ruleName }) => ruleName).sort()).toEqual(['Nothing has been collected for too long', 'The last collection is incomplete']);
    expect(await rules().rawData((await rules().history((await rules().byName('The last collection is incomplete'))?.id as string)).items[0]?.queries[0]?.rawDataKey as string)).toEqual([
      { Account: 'Larch', Status: 'failed', Missing: ['fetch-users: invalid client'] },
    ]);
    bench.collected([{ ...larch, lastGoodOn: Date.UTC(2026, 10, 25, 12), last: { status: 'complete', endedOn: Date.UTC(2026, 10, 25, 12), missing: [] } }]);
    await bench.hold(graph(ada(member)));
    await rules().tick();
    expect((await bench.alerting.alerts.list()).items.map(({ status }) => status)).toEqual(['INACTIVE', 'INACTIVE']);
  });
});

describe('what changed decides which rules are evaluated', () => {
  it('only those that can see it', async () => {
    await bench.hold(graph(ada(member), account({ name: 'Larch' })));
    for (const id of ['new-administrator', 'licensed-outsider', 'account-answers-missing']) await rules().create(packed(id), 'ada');
    await rules().tick();
    const decided: [string, boolean, string][] = [];
    const names = new Map((await rules().list()).map(({ id, origin }) => [id, origin]));
    const off = bench.alerting.events.on('rule-decision', ({ ruleId, run, reason }) => decided.push([names.get(ruleId) ?? '', run, reason]));
    await bench.hold(graph(ada({ ...member, dept: 'IT' }), account({ name: 'Larch' })));
    await rules().tick();
    expect(decided.map(([, run, reason]) => [run, reason])).toEqual(Array.from({ length: 3 }, () => [false, 'nothing-seen-changed']));
    decided.length = 0;
    await bench.hold(graph(ada({ ...admin, dept: 'IT' }), account({ name: 'Larch' })));
    await rules().tick();
    off();
    expect(Object.fromEntries(decided.map(([name, run, reason]) => [name, run ? reason : 'no']))).toEqual({
      'pack:zoom/new-administrator': 'sees-property',
      'pack:zoom/licensed-outsider': 'no',
      'pack:zoom/account-answers-missing': 'no',
    });
  });

  it('a rule that fails harms no other, says why, and tells once whom its messages go to', async () => {
    await bench.hold(graph(ada(admin)));
    await rules().create(packed('new-administrator', { name: 'Broken', population: 'FIND zoom_user WITH name = ${param.missing}', notifyOnFailure: true }), 'ada');
    await rules().create(packed('new-administrator'), 'ada');
    await rules().tick();
    bench.pass(DAY);
    await rules().tick();
    const [broken, whole] = await rules().list();
    expect(broken?.state).toMatchObject({ evaluationStep: 'FAILED', failure: expect.stringContaining('param.missing') });
    expect(whole?.state).toMatchObject({ evaluationStep: 'DONE', evaluations: 2 });
    expect((await bench.messages()).map(({ alert }) => alert?.ruleName)).toEqual(['Could not be evaluated: Broken']);
  });
});

describe('actions', () => {
  it('tag entities, which keep their tags when they are collected anew', async () => {
    await bench.hold(graph(ada(admin), ben(member)));
    const actions = [{ type: 'TAG_ENTITIES', entities: '{{queries.query0.data}}', tags: [{ name: 'Reviewed', value: 'no' }] }];
    const { id } = await rules().create({ ...packed('new-administrator'), baseline: false, operations: [{ actions }] }, 'ada');
    expect((await rules().run(id)).actions).toMatchObject([{ status: 'done', reason: '1 entities' }]);
    await bench.hold(graph(ada(admin), ben(member)));
    const tags = async () => {
      const found: unknown[] = [];
      for await (const entity of bench.store.entities()) found.push((entity as unknown as Record<string, unknown>)['tag.Reviewed']);
      return found;
    };
    expect(await tags()).toEqual(['no', undefined]);
    await rules().update(id, { operations: [{ actions: [{ ...actions[0], type: 'TAG_ENTITIES', tags: [{ name: 'Reviewed', value: null }] }] }], triggerActionsOnNewEntitiesOnly: false }, 'ada');
    await rules().run(id);
    expect(await tags()).toEqual([undefined, undefined]);
  });

  it('are shown in a trial, and nothing is kept or sent', async () => {
    await bench.hold(graph(ada(admin), ben(member)));
    const trial = await rules().test(packed('new-administrator'));
    expect(trial).toMatchObject({ met: true, population: 2, queries: [{ total: 1, rows: [{ displayName: 'Ada Quill' }] }] });
    expect(trial.actions.at(-1)?.message).toBe('Somebody became an administrator (HIGH)\nNew: Ada Quill (ada.quill@larch.example).');
    expect(await bench.messages()).toEqual([]);
    expect(await rules().list()).toEqual([]);
  });

  it('hide credentials where they are shown', async () => {
    await bench.hold(graph(ada(admin)));
    const input = packed('new-administrator', { baseline: false });
    const { id } = await rules().create({ ...input, operations: [{ actions: [{ type: 'WEBHOOK', endpoint: 'https://u:p@hooks.larch.example/x?token=s3cr3t', headers: { Authorization: 'Bearer s3cr3t' } }] }] }, 'ada');
    const evaluation = await rules().run(id);
    expect(evaluation.actions).toMatchObject([{ status: 'queued', action: { endpoint: 'https://***@hooks.larch.example/x?...', headers: { Authorization: '***masked***' } } }]);
    expect(JSON.stringify(evaluation)).not.toContain('s3cr3t');
  });
});

describe('a rule', () => {
  it('has a name of its own and versions that are checked', async () => {
    const rule = await rules().create(packed('new-administrator'), 'ada');
    await expect(rules().create(packed('new-administrator'), 'ada')).rejects.toMatchObject({ code: 'rule-conflict' });
    const second = await rules().update(rule.id, { description: 'Ours.' }, 'ben', 1);
    expect(second).toMatchObject({ version: 2, updatedBy: 'ben', createdBy: 'ada' });
    expect(second.operations[0]?.actions[0]?.id).not.toBe(rule.operations[0]?.actions[0]?.id);
    await expect(rules().update(rule.id, { description: 'Theirs.' }, 'ada', 1)).rejects.toMatchObject({ code: 'rule-conflict' });
    await expect(rules().update(rule.id, { queries: [{ name: 'query0', query: 'FIND zoom_user WITH' }] }, 'ada')).rejects.toMatchObject({ code: 'rule-invalid' });
    await expect(rules().run('nobody')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('has a history in pages, and the rows of its last evaluation', async () => {
    await bench.hold(graph(ada(admin)));
    const { id } = await rules().create(packed('new-administrator'), 'ada');
    for (let i = 0; i < 5; i++) await rules().run(id);
    const first = await rules().history(id, { limit: 2 });
    const second = await rules().history(id, { limit: 2, ...(first.cursor === undefined ? {} : { cursor: first.cursor }) });
    expect([...first.items, ...second.items].map((one) => one.id.split('.')[1])).toEqual(['5', '4', '3', '2']);
    const key = first.items[0]?.queries[0]?.rawDataKey as string;
    expect(await rules().rawData(key)).toMatchObject([{ _key: 'zoom_user:ada.quill' }]);
    expect(await rules().rawData(second.items[0]?.queries[0]?.rawDataKey as string)).toBeUndefined();
  });
});
