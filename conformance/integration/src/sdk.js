// The SDK that the integration is written with: what is installed beside it, or another that a check runs it with.
module.exports = require(process.env.ACME_SDK_CORE || '@jupiterone/integration-sdk-core');
