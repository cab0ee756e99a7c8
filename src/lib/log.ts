import { type Logger, pino } from 'pino';

/** Whatever is logged under one of these names is not shown, should somebody log it. */
const SECRETS = ['authorization', 'cookie', 'token', 'accessToken', 'refreshToken', 'secret', 'clientSecret', 'password', 'key', 'headers', 'config'];

/** Of an error what tells where and why; not what else hangs on it, such as a request with its headers. */
const describe = (error: Error & { code?: unknown }) => ({ type: error.name, code: error.code, message: error.message, stack: error.stack, ...(error.cause instanceof Error ? { cause: error.cause.message } : {}) });

/** The log of a long-lived process: JSON lines on stderr, or lines for people where that is a terminal. */
export function createLog(level: string, stderr: Pick<NodeJS.WriteStream, 'isTTY' | 'write'> = process.stderr): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`]), censor: '***masked***' },
    serializers: { err: describe },
  };
  return stderr.isTTY ? pino(options, { write: (line: string) => void stderr.write(readable(line)) }) : pino(options, pino.destination({ fd: 2, sync: true }));
}

/** A line of the log as people read it. */
function readable(line: string): string {
  const { level, time, msg, err, reqId: _, ...rest } = JSON.parse(line) as { level: string; time: string; msg?: string; err?: { stack?: string; message?: string } } & Record<string, unknown>;
  const more = Object.entries(rest).map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return `${[new Date(time).toTimeString().slice(0, 8), level.padEnd(5), msg, ...more].filter((part) => part !== undefined).join(' ')}\n${err ? `${err.stack ?? err.message}\n` : ''}`;
}
