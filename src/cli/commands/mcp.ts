import type { Command } from 'commander';
import { dataDirectory, loadEnvironment, lockWaitMs } from '../../config.ts';
import { GraphZoomError, messageOf } from '../../lib/errors.ts';
import { note } from '../output.ts';
import { examples, type GlobalOptions, openSession } from '../with-store.ts';

/** An assistant that has to wait for a collection is told so, and asks again; for a command that asks something it need not. */
const MOST_WAIT_MS = 1_000;

/** `mcp`: answers assistants over the Model Context Protocol. */
export function addMcp(program: Command): void {
  program
    .command('mcp')
    .description('let an assistant ask the graph: a Model Context Protocol server on standard input and output, which only reads')
    .addHelpText(
      'after',
      `${examples('claude mcp add graph-zoom -- npx -y graph-zoom mcp', 'graph-zoom mcp --data-dir /srv/graph-zoom', 'GRAPH_ZOOM_API_KEY=gz_... graph-zoom mcp --server https://graph-zoom.example.com')}\n\nAn assistant starts it; docs/mcp.md has the configuration of each. Where a server of the data directory runs it is asked, else the file is opened for each question.`,
    )
    .action(async (_options: object, command: Command) => {
      const [{ serveAssistant }, { systemClock }, { openStoreToRead }, { namesOfScopes }, { ownQuestionsOf }, { untilStopped }] = await Promise.all([
        import('../../mcp/serve.ts'),
        import('../../lib/clock.ts'),
        import('../../app.ts'),
        import('../scope-filter.ts'),
        import('../questions/own-of.ts'),
        import('../until-stopped.ts'),
      ]);
      const env = loadEnvironment();
      const options = command.optsWithGlobals<GlobalOptions>();
      const dataDir = dataDirectory(env, options.dataDir);
      if (process.stdin.isTTY) note('This waits for an assistant, which speaks the Model Context Protocol: docs/mcp.md says how to set one up. Ctrl-C ends it.');
      await serveAssistant({
        clock: systemClock,
        stopped: untilStopped(),
        async open() {
          const session = await openSession({ env, dataDir, options, open: openStoreToRead, waitMs: Math.min(lockWaitMs(env), MOST_WAIT_MS) });
          return { store: session.store, names: () => namesOfScopes(session), ownQuestions: () => ownQuestionsOf(session), close: () => session.store.close() };
        },
        onError: (error) => {
          if (!(error instanceof GraphZoomError)) note(`A tool failed: ${error instanceof Error ? (error.stack ?? error.message) : messageOf(error)}`);
        },
      });
    });
}
