/** Resolves at Ctrl-C or a polite kill; a second one ends the process at once. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const stop = () => {
      if (asked) process.exit(130); // 128 + SIGINT, what shells expect
      asked = true;
      process.stderr.write('Stopping. Press Ctrl-C again to end at once.\n');
      resolve();
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
}
