import { audit } from '../../audit.ts';
import { codedError } from '../../codes.ts';
import type { Domain } from '../../domain.ts';
import { asPart, type Board, dropBoard, findBoard, findParameter, listBoards, makeBoard, type Part, readInput, SHAPES, saveBoard, withPart } from './boards.ts';
import { sdl } from './schema.graphql.ts';

interface WidgetArguments {
  readonly boardId: string;
  readonly widgetId: string;
}

const findWidget = (board: Board, id: string): Part => {
  const widget = board.widgets.find((one) => one.id === id);
  if (!widget) throw codedError('NOT_FOUND', `Widget with id ${id} not found`);
  return widget;
};

export const dashboards: Domain = {
  name: 'dashboards',
  about: "Dashboards are kept as clients write them, for terraform and the MCP server; graph-zoom's own pages do not show them.",
  serviceName: 'dashboard',
  sdl,
  Query: {
    getDashboards: { needs: 'reader', resolve: (_args, { api }) => listBoards(api.store.records) },
    getDashboard: { needs: 'reader', resolve: ({ dashboardId }: { dashboardId: string }, { api }) => findBoard(api.store.records, dashboardId) },
    getWidget: {
      needs: 'reader',
      resolve: async ({ boardId, widgetId }: WidgetArguments, { api }) => ({ widget: findWidget(await findBoard(api.store.records, boardId), widgetId) }),
    },
    dashboardParameter: { needs: 'reader', resolve: async ({ id }: { id: string }, { api }) => (await findParameter(api.store.records, id)).parameter },
  },
  Mutation: {
    createDashboard: {
      needs: 'administrator',
      async resolve({ input }: { input: unknown }, asking) {
        const board = await saveBoard(asking, await makeBoard(asking, readInput(SHAPES.newBoard, input)));
        await audit(asking, 'dashboard.create', board.id);
        return board;
      },
    },
    patchDashboard: {
      needs: 'administrator',
      async resolve({ input }: { input: unknown }, asking) {
        const { dashboardId, ...changes } = readInput(SHAPES.boardPatch, input);
        const board = await findBoard(asking.api.store.records, dashboardId);
        const { id, userId, widgets, parameters, _createdAt, name } = board;
        return saveBoard(asking, { ...board, ...changes, id, userId, widgets, parameters, _createdAt, name: changes.name ?? name });
      },
    },
    deleteDashboard: {
      needs: 'administrator',
      async resolve({ dashboardId }: { dashboardId: string }, asking) {
        await findBoard(asking.api.store.records, dashboardId);
        await dropBoard(asking.api.store.records, dashboardId);
        await audit(asking, 'dashboard.delete', dashboardId);
        return { success: true };
      },
    },
    createWidget: {
      needs: 'administrator',
      async resolve({ dashboardId, input }: { dashboardId: string; input: unknown }, asking) {
        const board = await findBoard(asking.api.store.records, dashboardId);
        const widget = asPart(readInput(SHAPES.widget, input));
        await saveBoard(asking, { ...board, widgets: withPart(board.widgets, widget) });
        return widget;
      },
    },
    updateWidget: {
      needs: 'administrator',
      async resolve({ boardId, newWidget }: { boardId: string; newWidget: unknown }, asking) {
        const board = await findBoard(asking.api.store.records, boardId);
        const given = asPart(readInput(SHAPES.widget, newWidget));
        findWidget(board, given.id);
        await saveBoard(asking, { ...board, widgets: board.widgets.map((one) => (one.id === given.id ? given : one)) });
        return { resultCode: 'SUCCESS' };
      },
    },
    deleteWidget: {
      needs: 'administrator',
      async resolve({ dashboardId, widgetId }: { dashboardId: string; widgetId: string }, asking) {
        const board = await findBoard(asking.api.store.records, dashboardId);
        findWidget(board, widgetId);
        await saveBoard(asking, { ...board, widgets: board.widgets.filter(({ id }) => id !== widgetId) });
        return { success: true };
      },
    },
    createDashboardParameter: {
      needs: 'administrator',
      async resolve({ input }: { input: unknown }, asking) {
        const given = readInput(SHAPES.newParameter, input);
        const board = await findBoard(asking.api.store.records, given.dashboardId);
        const parameter = { ...asPart({ ...given, id: undefined }), accountId: asking.account };
        await saveBoard(asking, { ...board, parameters: withPart(board.parameters, parameter) });
        return parameter;
      },
    },
    patchDashboardParameter: {
      needs: 'administrator',
      async resolve({ input }: { input: unknown }, asking) {
        const given = readInput(SHAPES.parameterPatch, input);
        const { board, parameter } = await findParameter(asking.api.store.records, given.id);
        const patched = { ...parameter, ...given, dashboardId: board.id };
        await saveBoard(asking, { ...board, parameters: board.parameters.map((one) => (one.id === given.id ? patched : one)) });
        return patched;
      },
    },
    deleteDashboardParameter: {
      needs: 'administrator',
      async resolve({ id }: { id: string }, asking) {
        const { board } = await findParameter(asking.api.store.records, id);
        await saveBoard(asking, { ...board, parameters: board.parameters.filter((one) => one.id !== id) });
        return { success: true };
      },
    },
  },
  types: {
    InsightsDashboard: {
      isJ1ManagedBoard: () => false,
      prerequisites: () => ({ prerequisitesMet: true, preRequisitesGroupsFulfilled: [], preRequisitesGroupsRequired: [] }),
    },
    InsightsWidget: { widgetId: ({ id }: Part) => id },
  },
};
