import { execFile } from 'node:child_process';
import { z } from 'zod';
import { ChannelFailure } from '../failure.ts';
import { redact } from '../redact.ts';
import { defineChannel, textIn } from './define.ts';

const TIMEOUT_MS = 30_000;
/** What the command gets of our environment: no credential is among these. */
const PASSED = ['PATH', 'HOME', 'LANG', 'TZ', 'TMPDIR'] as const;

const schema = z.strictObject({ command: z.string().min(1), args: z.union([z.string(), z.array(z.string())]).optional() });

export const command = defineChannel<z.infer<typeof schema>>({
  kind: 'command',
  about: 'A command on the host, which reads the alert as JSON from its standard input. Only commands that `GRAPH_ZOOM_ALLOW_COMMANDS` names are run, without a shell.',
  settings: [
    { name: 'command', about: 'Its path, exactly as it is allowed.' },
    { name: 'args', about: 'Arguments; may be given several times.' },
  ],
  addresses: ['command'],
  schema,
  direct: (content) => {
    const given = textIn(content, 'command');
    return given === undefined ? undefined : { command: given };
  },
  send: async ({ config, content, alert, id, policy, signal, secrets }) => {
    const program = textIn(content, 'command') ?? config.command;
    if (!policy.allowCommands.includes(program)) throw new ChannelFailure('address-refused', `The command ${JSON.stringify(program)} is not allowed. Name it in GRAPH_ZOOM_ALLOW_COMMANDS where the server runs.`);
    const given = content.args ?? config.args;
    const args = (given === undefined ? [] : Array.isArray(given) ? given : [given]).map(String);
    const environment = Object.fromEntries(PASSED.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
    await new Promise<void>((resolve, reject) => {
      const child = execFile(program, args, { env: environment, timeout: TIMEOUT_MS, killSignal: 'SIGKILL', signal, windowsHide: true }, (error, _stdout, stderr) => {
        if (!error) return resolve();
        if (signal.aborted) return reject(signal.reason);
        if (error.killed) return reject(new ChannelFailure('timed-out', `${program} took longer than ${TIMEOUT_MS / 1_000} seconds.`));
        const said = redact(stderr.trim().slice(0, 300), secrets);
        reject(new ChannelFailure('refused', `${program} ended with ${error.code ?? 'an error'}${said === '' ? '' : `: ${said}`}.`));
      });
      // A command that does not read its input ends all the same.
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(`${JSON.stringify({ deliveryId: id, content, alert: alert ?? null })}\n`);
    });
  },
});
