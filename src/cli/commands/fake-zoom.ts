import { type Command, Option } from 'commander';
import { examples } from '../with-store.ts';

export interface FakeZoomCommandOptions {
  users: number;
  seed: number;
  plan: 'free' | 'pro' | 'business' | 'unlimited';
  latency: number;
  otherLoad: number;
  faults: string;
  scopes?: string;
  redirectUri?: string[];
  port: number;
  changeEvery?: number;
  webhook?: string;
  webhookSecret?: string;
  json?: boolean;
}

/** `fake-zoom`: a faithful Zoom on this machine, for trying, demonstrating and testing. */
export function addFakeZoom(program: Command): void {
  program
    .command('fake-zoom')
    .description('run a local Zoom with an invented organisation')
    .option('--users <N>', 'users of the organisation, up to 500000', Number, 500)
    .option('--seed <N>', 'another seed, another company', Number, 1)
    .addOption(new Option('--plan <PLAN>', 'whose rate limits hold').choices(['free', 'pro', 'business', 'unlimited']).default('business'))
    .option('--latency <MS>', 'time each answer takes', Number, 100)
    .option('--other-load <SHARE>', 'part of the limits that other apps use, 0 to 1', Number, 0)
    .option('--faults <LIST>', 'what goes wrong: profiles and single faults, separated by commas (docs/reference/faults.md)', 'none')
    .option('--scopes <LIST>', 'scopes of the app, separated by spaces (default: all that graph-zoom uses)')
    .option('--redirect-uri <URL...>', 'redirect addresses of the app, letter by letter (default: any)')
    .option('--port <N>', 'port on 127.0.0.1; 0 takes a free one', Number, 0)
    .option('--change-every <SECONDS>', 'let the company change by one user so often', Number)
    .option('--webhook <URL>', 'send a signed webhook for each change')
    .option('--webhook-secret <SECRET>', 'secret token that signs them (GRAPH_ZOOM_WEBHOOK_SECRET)')
    .option('--json', 'print the address and credentials as one JSON line, then each change as one')
    .addHelpText(
      'after',
      examples(
        'graph-zoom fake-zoom --users 5000 --plan business --latency 100 --faults flaky',
        'graph-zoom fake-zoom --faults serverError=0.05,reset=0.02,duplicates',
        'graph-zoom fake-zoom --change-every 10 --webhook http://localhost:8080/zoom --webhook-secret s3cret',
        'graph-zoom fake-zoom --port 4010 --json > fake.json &   # its address and credentials, for scripts',
      ),
    )
    .action(async (options: FakeZoomCommandOptions) => {
      const secret = process.env.GRAPH_ZOOM_WEBHOOK_SECRET;
      const { serveFakeZoom } = await import('../serve-fake-zoom.ts');
      const ended = new AbortController();
      for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => ended.abort());
      await serveFakeZoom({ ...options, ...(options.webhookSecret === undefined && secret ? { webhookSecret: secret } : {}) }, ended.signal);
    });
}
