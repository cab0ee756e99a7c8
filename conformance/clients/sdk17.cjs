// What the `j1-integration` of SDK 17 does with its runtime: its command line is in no registry, its runtime is.
//   node sdk17.cjs run|sync PROJECT {"instance"?, "scope"?, "compress"?, "skipFinalize"?}
// Prints the synchronization job as JSON in its last line.
const path = require('node:path');
const runtime = require('integration-sdk-runtime-17');
const { createPersisterApiStepGraphObjectDataUploader } = require(path.join(path.dirname(require.resolve('integration-sdk-runtime-17')), 'execution', 'uploader.js'));

const [command, project, text = '{}'] = process.argv.slice(2);
const { instance, scope, compress = false, skipFinalize = false } = JSON.parse(text);
/** As the SDK's command uploads. */
const UPLOADS_AT_ONCE = 5;

process.env.JUPITERONE_INTEGRATION_STORAGE_DIRECTORY = path.resolve(project, '.j1-integration');
const apiClient = runtime.createApiClient({ apiBaseUrl: process.env.CONFORMANCE_URL, account: process.env.CONFORMANCE_ACCOUNT, accessToken: process.env.JUPITERONE_API_KEY, compressUploads: compress });
const where = instance ? { source: 'integration-managed', integrationInstanceId: instance } : { source: 'api', scope };
const logger = runtime.createIntegrationLogger({ name: 'local', pretty: false });

async function run() {
  const context = await runtime.initiateSynchronization({ logger, apiClient, ...where });
  const events = runtime.createEventPublishingQueue(context);
  context.logger.on('event', (event) => events.enqueue(event));
  const { invocationConfig } = require(path.join(project, 'src'));
  try {
    const { metadata } = await runtime.executeIntegrationInstance(
      context.logger,
      runtime.createIntegrationInstanceForLocalExecution(invocationConfig),
      invocationConfig,
      { current: { startedOn: context.job.startTimestamp } },
      {
        enableSchemaValidation: false,
        graphObjectStore: new runtime.FileSystemGraphObjectStore({ prettifyFiles: true, integrationSteps: invocationConfig.integrationSteps }),
        createStepGraphObjectDataUploader: (stepId) => createPersisterApiStepGraphObjectDataUploader({ stepId, synchronizationJobContext: context, uploadConcurrency: UPLOADS_AT_ONCE }),
      },
    );
    await events.onIdle();
    return skipFinalize ? runtime.synchronizationStatus(context) : runtime.finalizeSynchronization({ ...context, partialDatasets: metadata.partialDatasets });
  } catch (error) {
    await events.onIdle();
    return runtime.abortSynchronization({ ...context, reason: error.message });
  }
}

(command === 'run' ? run() : runtime.synchronizeCollectedData({ logger, apiClient, skipFinalize, ...where })).then((job) => console.log(JSON.stringify(job)));
