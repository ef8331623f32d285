/**
 * The tables, which are the only truth, on SQLite or PostgreSQL. db-scheduler's tables
 * beside them only say when and where a task runs.
 */
package dev.rushes.server.database;
