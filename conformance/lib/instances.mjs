import { graphql } from './http.mjs';

/** The definition that integrations of customers belong to. */
export const CUSTOM_DEFINITION = '8013680b-311a-4c2e-b53b-c8735fd97a5c';

/** A new instance of a customer's own integration; gives its id. */
export async function createInstance(name, { config = {} } = {}) {
  const { createIntegrationInstance } = await graphql('mutation Create($instance: CreateIntegrationInstanceInput!) { createIntegrationInstance(instance: $instance) { id } }', {
    instance: { name, integrationDefinitionId: CUSTOM_DEFINITION, pollingInterval: 'DISABLED', config },
  });
  return createIntegrationInstance.id;
}

/** Its jobs, newest first. */
export async function jobsOf(instance) {
  const { integrationJobs } = await graphql('query Jobs($id: String) { integrationJobs(integrationInstanceId: $id) { jobs { id status errorsOccurred hasSkippedSteps createDate endDate } } }', { id: instance });
  return integrationJobs.jobs;
}

/** What a job said, in its order. */
export async function eventsOf(instance, job) {
  const { integrationEvents } = await graphql('query Events($job: String!, $id: String!) { integrationEvents(jobId: $job, integrationInstanceId: $id, size: 1000) { events { name description level createDate } } }', {
    job,
    id: instance,
  });
  return integrationEvents.events;
}
