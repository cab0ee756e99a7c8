"""Sends what JupiterOne's Python client sends (its package is in no registry that this machine reaches), with Python's own HTTP.

python3 python_style.py METHOD '{"argument": ...}' prints the result as JSON, or {"raised": "..."}. The methods have the names and manners of
that client: a body with `flags` beside the query, no operationName, HTTP 200 or nothing, a loop that ends where no key `cursor` is.
"""

import json
import os
import sys
import time
import urllib.error
import urllib.request

URL = os.environ["CONFORMANCE_URL"]
HEADERS = {
    "Authorization": "Bearer " + os.environ["JUPITERONE_API_KEY"],
    "JupiterOne-Account": os.environ["CONFORMANCE_ACCOUNT"],
    "Content-Type": "application/json",
    "User-Agent": "python-requests/2.32.0",
    "Accept": "*/*",
}
# The client would go on for ever; a check must not.
MOST_PAGES = 200


class ApiError(Exception):
    pass


def post(address, payload):
    request = urllib.request.Request(address, json.dumps(payload).encode(), HEADERS)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as refused:
        return refused.code, json.loads(refused.read() or b"null")


def execute(query, variables=None):
    data = {"query": query}
    if variables:
        data["variables"] = variables
    data["flags"] = {"variableResultSize": True}
    status, content = post(URL, data)
    if status == 401:
        raise ApiError("401: Unauthorized. Please supply a valid account id and API token.")
    if status != 200:
        raise ApiError(f"{status}:{content}")
    if "errors" in content:
        raise ApiError(json.dumps(content["errors"]))
    return content["data"]


def sync(endpoint, payload):
    status, content = post(URL + "/persister/synchronization/jobs" + endpoint, payload)
    if status != 200:
        raise ApiError(f"{status}:{content['error']}")
    return content


PAGE = """
query J1QL_v2($query: String!, $variables: JSON, $flags: QueryV1Flags, $includeDeleted: Boolean, $cursor: String) {
  queryV1(query: $query, variables: $variables, deferredResponse: DISABLED, flags: $flags, includeDeleted: $includeDeleted, cursor: $cursor) { type data cursor __typename }
}
"""


def query_v1(query, include_deleted=False):
    results, cursor = [], None
    for _ in range(MOST_PAGES):
        variables = {"query": query, "includeDeleted": include_deleted}
        if cursor is not None:
            variables["cursor"] = cursor
        answer = execute(PAGE, variables)["queryV1"]
        if "vertices" in answer["data"] and "edges" in answer["data"]:
            return answer["data"]
        results.extend(answer["data"])
        cursor = answer["cursor"]
        if not cursor:
            return {"data": results}
    raise ApiError("The pages do not end.")


def query_v1_skip_and_limit(query):
    results = []
    for page in range(MOST_PAGES):
        document = "query J1QL($query: String!, $variables: JSON, $dryRun: Boolean, $includeDeleted: Boolean) { queryV1(query: $query, variables: $variables, dryRun: $dryRun, includeDeleted: $includeDeleted) { type data } }"
        data = execute(document, {"query": f"{query} SKIP {page * 250} LIMIT 250", "includeDeleted": False})["queryV1"]["data"]
        results.extend(data)
        if len(data) < 250:
            return {"data": results}
    raise ApiError("The pages do not end.")


def query_with_deferred_response(query):
    document = "query J1QL($query: String! $variables: JSON $cursor: String $deferredResponse: DeferredResponseOption) { queryV1(query: $query variables: $variables deferredResponse: $deferredResponse cursor: $cursor) { type url } }"
    results, cursor = [], None
    for _ in range(MOST_PAGES):
        variables = {"query": query, "deferredResponse": "FORCE", "cursor": cursor, "flags": {"variableResultSize": True}}
        _, content = post(URL, {"query": document, "variables": variables})
        address = content["data"]["queryV1"]["url"]
        while True:
            with urllib.request.urlopen(address, timeout=60) as answer:
                found = json.loads(answer.read())
            if found["status"] != "IN_PROGRESS":
                break
            time.sleep(0.2)
        results.extend(found["data"])
        if "cursor" not in found:
            return results
        cursor = found["cursor"]
    raise ApiError("The pages do not end.")


def create_entity(**kwargs):
    document = "mutation CreateEntity($entityKey: String! $entityType: String! $entityClass: [String!]! $properties: JSON) { createEntity(entityKey: $entityKey entityType: $entityType entityClass: $entityClass properties: $properties) { entity { _id } vertex { id entity { _id } } } }"
    return execute(document, {"entityKey": kwargs["entity_key"], "entityType": kwargs["entity_type"], "entityClass": kwargs["entity_class"], "properties": kwargs.get("properties")})["createEntity"]


def update_entity(entity_id, properties):
    return execute("mutation UpdateEntity($entityId: String!, $properties: JSON) { updateEntity(entityId: $entityId, properties: $properties) { entity { _id } vertex { id } } }", {"entityId": entity_id, "properties": properties})["updateEntity"]


def update_entity_v2(entity_id, properties):
    document = "mutation UpdateEntityV2($entity: JSON!, $timestamp: Long) { updateEntityV2(entity: $entity, timestamp: $timestamp) { entity __typename } }"
    return execute(document, {"entity": {"_id": entity_id, **properties}})["updateEntityV2"]


def delete_entity(entity_id, hard_delete=True):
    document = "mutation DeleteEntity($entityId: String!, $timestamp: Long, $hardDelete: Boolean) { deleteEntityV2(entityId: $entityId timestamp: $timestamp hardDelete: $hardDelete) { entity __typename } }"
    return execute(document, {"entityId": entity_id, "hardDelete": hard_delete})["deleteEntityV2"]


EDGE = "{ relationship { _id } edge { id toVertexId fromVertexId relationship { _id } properties } }"


def create_relationship(**kwargs):
    document = "mutation CreateRelationship($relationshipKey: String! $relationshipType: String! $relationshipClass: String! $fromEntityId: String! $toEntityId: String! $properties: JSON) { createRelationship(relationshipKey: $relationshipKey relationshipType: $relationshipType relationshipClass: $relationshipClass fromEntityId: $fromEntityId toEntityId: $toEntityId properties: $properties) " + EDGE + " }"
    names = {"relationshipKey": "relationship_key", "relationshipType": "relationship_type", "relationshipClass": "relationship_class", "fromEntityId": "from_entity_id", "toEntityId": "to_entity_id"}
    return execute(document, {name: kwargs[argument] for name, argument in names.items()})["createRelationship"]


def update_relationship(relationship_id, from_entity_id, to_entity_id, properties):
    """Version 2.3 names the ends as well, which the schema that is public does not have."""
    document = "mutation UpdateRelationship($relationshipId: String! $fromEntityId: String! $toEntityId: String! $timestamp: Long $properties: JSON) { updateRelationship(relationshipId: $relationshipId, fromEntityId: $fromEntityId, toEntityId: $toEntityId, timestamp: $timestamp, properties: $properties) { relationship { _id _key _type _class _fromEntityId _toEntityId displayName } edge { id toVertexId fromVertexId relationship { _id } properties } } }"
    variables = {"relationshipId": relationship_id, "fromEntityId": from_entity_id, "toEntityId": to_entity_id, "timestamp": int(time.time() * 1000), "properties": properties}
    return execute(document, variables)["updateRelationship"]


def update_relationship_v2(relationship_id, properties):
    document = "mutation UpdateRelationshipV2 ($relationship: JSON! $timestamp: Long) { updateRelationshipV2 (relationship: $relationship, timestamp: $timestamp,) { relationship } }"
    return execute(document, {"relationship": {"_id": relationship_id, **properties}, "timestamp": int(time.time() * 1000)})["updateRelationshipV2"]


def delete_relationship(relationship_id):
    document = "mutation DeleteRelationship($relationshipId: String! $timestamp: Long) { deleteRelationship (relationshipId: $relationshipId, timestamp: $timestamp) " + EDGE + " }"
    return execute(document, {"relationshipId": relationship_id})["deleteRelationship"]


def create_integration_instance(instance_name, instance_description=None):
    document = "mutation CreateInstance($instance: CreateIntegrationInstanceInput!) { createIntegrationInstance(instance: $instance) { id name accountId pollingInterval integrationDefinitionId description config } }"
    instance = {
        "name": instance_name,
        "description": instance_description,
        "integrationDefinitionId": "8013680b-311a-4c2e-b53b-c8735fd97a5c",
        "pollingInterval": "DISABLED",
        "config": {"@tag": {"Production": False, "AccountName": True}},
        "pollingIntervalCronExpression": {},
        "ingestionSourcesOverrides": [],
    }
    return execute(document, {"instance": instance})["createIntegrationInstance"]


def fetch_integration_instances(definition_id):
    document = "fragment Values on IntegrationInstanceLite { id name accountId sourceIntegrationInstanceId pollingInterval pollingIntervalCronExpression { hour dayOfWeek __typename } integrationDefinitionId description config instanceRelationship mostRecentJob { status hasSkippedSteps createDate __typename } __typename } query IntegrationInstances($definitionId: String, $cursor: String, $limit: Int, $filter: ListIntegrationInstancesSearchFilter) { integrationInstancesV2(definitionId: $definitionId cursor: $cursor limit: $limit filter: $filter) { instances { ...Values __typename } pageInfo { endCursor __typename } __typename } }"
    return execute(document, {"definitionId": definition_id, "limit": 100})["integrationInstancesV2"]


DETAILS = "fragment Values on IntegrationInstance { id name accountId sourceIntegrationInstanceId pollingInterval pollingIntervalCronExpression { hour dayOfWeek __typename } integrationDefinition { name integrationType __typename } integrationDefinitionId description config offsiteComplete jobs { jobs { ...JobValues __typename } __typename } instanceRelationship ingestionSourcesOverrides { ingestionSourceId enabled __typename } collectorPoolId __typename } fragment JobValues on IntegrationJob { id status integrationInstanceId createDate endDate hasSkippedSteps __typename } query IntegrationInstance($integrationInstanceId: String!) { integrationInstance(id: $integrationInstanceId) { ...Values __typename } }"


def get_integration_instance_details(instance_id):
    return execute(DETAILS, {"integrationInstanceId": instance_id})["integrationInstance"]


def update_integration_instance_config_value(instance_id, config_key, config_value):
    """Reads the instance and sends all of it back with one value changed, as the client does."""
    details = get_integration_instance_details(instance_id)
    details["config"][config_key] = config_value
    update = {name: details[name] for name in ("pollingInterval", "config", "description", "name", "collectorPoolId", "pollingIntervalCronExpression", "ingestionSourcesOverrides")}
    if update["pollingIntervalCronExpression"]:
        update["pollingIntervalCronExpression"].pop("__typename", None)
    for override in update["ingestionSourcesOverrides"] or []:
        override.pop("__typename", None)
    document = "mutation UpdateIntegrationInstance($id: String!, $update: UpdateIntegrationInstanceInput!) { updateIntegrationInstance(id: $id, update: $update) { id name pollingInterval pollingIntervalCronExpression { hour dayOfWeek __typename } integrationDefinitionId description config offsiteComplete ingestionSourcesOverrides { ingestionSourceId enabled __typename } collectorPoolId __typename } }"
    return execute(document, {"id": instance_id, "update": update})["updateIntegrationInstance"]


def fetch_integration_jobs(instance_id):
    document = "query IntegrationJobs($status: IntegrationJobStatus $integrationInstanceId: String $integrationDefinitionId: String $integrationInstanceIds: [String] $cursor: String $size: Int) { integrationJobs(status: $status integrationInstanceId: $integrationInstanceId integrationDefinitionId: $integrationDefinitionId integrationInstanceIds: $integrationInstanceIds cursor: $cursor size: $size) { jobs { id status integrationInstanceId createDate endDate hasSkippedSteps integrationInstance { id name __typename } integrationDefinition { id title integrationType __typename } __typename } pageInfo { endCursor __typename } __typename } }"
    return execute(document, {"integrationInstanceId": instance_id, "size": 100})["integrationJobs"]


def fetch_integration_job_events(instance_id, instance_job_id):
    document = "query ListEvents($jobId: String! $integrationInstanceId: String! $cursor: String $size: Int) { integrationEvents(size: $size cursor: $cursor jobId: $jobId integrationInstanceId: $integrationInstanceId) { events { id name description createDate jobId level eventCode __typename } pageInfo { endCursor hasNextPage __typename } __typename } }"
    return execute(document, {"integrationInstanceId": instance_id, "jobId": instance_job_id, "size": 1000})["integrationEvents"]


def fetch_all_entity_properties():
    return execute("query getAllAssetProperties { getAllAssetProperties }")["getAllAssetProperties"]


def fetch_entity_raw_data(entity_id, source="integration-managed"):
    document = "query GetEntityRawData ($entityId: String!, $source: String!, ) { entityRawDataLegacy(entityId: $entityId, , source: $source) { entityId payload { ... on RawDataJSONEntityLegacy { contentType name data } } } }"
    return execute(document, {"entityId": entity_id, "source": source})["entityRawDataLegacy"]


def start_sync_job(instance_id=None, sync_mode=None, source=None):
    data = {"source": source, "syncMode": sync_mode}
    if instance_id is not None:
        data["integrationInstanceId"] = instance_id
    return sync("", data)


def upload_entities_batch_json(instance_job_id, entities_list):
    return sync(f"/{instance_job_id}/entities", {"entities": entities_list})


def upload_relationships_batch_json(instance_job_id, relationships_list):
    return sync(f"/{instance_job_id}/relationships", {"relationships": relationships_list})


def upload_combined_batch_json(instance_job_id, combined_payload):
    return sync(f"/{instance_job_id}/upload", combined_payload)


def bulk_delete_entities(instance_job_id, entities_list):
    return sync(f"/{instance_job_id}/upload", {"deleteEntities": entities_list})


def finalize_sync_job(instance_job_id):
    return sync(f"/{instance_job_id}/finalize", {})


def list_questions():
    return execute("query questions($cursor: String) { questions(cursor: $cursor) { questions { id title } totalHits pageInfo { endCursor hasNextPage } } }")


if __name__ == "__main__":
    try:
        print(json.dumps(globals()[sys.argv[1]](**json.loads(sys.argv[2]))))
    except ApiError as error:
        print(json.dumps({"raised": str(error)}))
