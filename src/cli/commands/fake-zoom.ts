import { type Command, Option } from 'commander';
import { note, print, printJson } from '../output.ts';
import { examples } from '../with-store.ts';

interface Options {
  users: number;
  seed: number;
  plan: 'free' | 'pro' | 'business' | 'unlimited';
  latency: number;
  otherLoad: number;
  faults: string;
  scopes?: string;
  port: number;
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
    .option('--faults <PROFILE>', 'what goes wrong: none, flaky, storm, daily, outage, vanishing, duplicates, expired-page', 'none')
    .option('--scopes <LIST>', 'scopes of the app, separated by spaces (default: all that graph-zoom uses)')
    .option('--port <N>', 'port on 127.0.0.1; 0 takes a free one', Number, 0)
    .option('--json', 'print the address and credentials as one JSON line')
    .addHelpText('after', examples('graph-zoom fake-zoom --users 5000 --plan business --latency 100 --faults flaky', 'eval "$(graph-zoom fake-zoom --port 4010 | grep -m1 export)"   # or copy the line it prints'))
    .action(async (options: Options) => {
      const [{ startFakeZoom }, { faultProfile }] = await Promise.all([import('../../fake-zoom/server.ts'), import('../fault-profile.ts')]);
      const fake = await startFakeZoom({
        users: options.users,
        seed: options.seed,
        plan: options.plan,
        latencyMs: options.latency,
        otherLoad: options.otherLoad,
        faults: faultProfile(options.faults),
        port: options.port,
        ...(options.scopes === undefined ? {} : { scopes: options.scopes.split(/[\s,]+/) }),
      });
      const { accountId, clientId, clientSecret } = fake.credentials;
      const env = { ZOOM_API_URL: fake.apiUrl, ZOOM_OAUTH_URL: fake.oauthUrl, ZOOM_ACCOUNT_ID: accountId, ZOOM_CLIENT_ID: clientId, ZOOM_CLIENT_SECRET: clientSecret };
      if (options.json) printJson({ url: fake.url, env });
      else {
        print(
          `export ${Object.entries(env)
            .map(([name, value]) => `${name}=${value}`)
            .join(' ')}`,
        );
        note(`A Zoom with ${options.users} users answers at ${fake.url}. Set the line above in another terminal, then: graph-zoom collect. Ctrl-C ends it.`);
      }
      await new Promise<void>((resolve) => {
        process.once('SIGINT', resolve);
        process.once('SIGTERM', resolve);
      });
      await fake.close();
    });
}
