/** The server that the checks ask, started by run.mjs. */
const { CONFORMANCE_URL: url, CONFORMANCE_KEY: key, CONFORMANCE_ACCOUNT: account } = process.env;
if (!url || !key || !account) throw new Error('Checks are run by `node conformance/run.mjs`.');

export { account, key, url };
