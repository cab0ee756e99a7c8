/** SDK 17 makes one of these when it is loaded, and asks it only where schema validation is on. */
exports.EntityValidator = class EntityValidator {
  validateEntity() {
    throw new Error('Schema validation is off in conformance/.');
  }
};
