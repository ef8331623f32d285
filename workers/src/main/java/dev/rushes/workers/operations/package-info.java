/**
 * What a user can ask for: one record a thing, whose annotated components are the one
 * description that flags, recipe schema, help and validation are made from.
 */
package dev.rushes.workers.operations;
