/**
 * The description of the HTTP interface, {@code /openapi.json}. It is written by hand in
 * openapi.yaml; tests hold it against the live routes and against OpenAPI's own schema.
 */
package dev.rushes.server.openapi;
