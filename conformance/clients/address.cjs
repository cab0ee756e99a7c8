// Loaded before the `j1` of jupiterone-client-nodejs (`node --require`): that version has no --api-base-url, so its two addresses are replaced as it sends.
const { url } = { url: process.env.CONFORMANCE_URL };
const fetchPath = require.resolve('node-fetch', { paths: [require.resolve('@jupiterone/jupiterone-client-nodejs')] });
const real = require(fetchPath);
const ours = (address) => String(address).replace(/^https:\/\/api\.(?:us|dev)\.jupiterone\.io/, url);
const fetch = (address, options) => real(ours(address), options);
require.cache[fetchPath].exports = Object.assign(fetch, real, { default: fetch });
