/**
 * Tells other programs that a job has ended, as Standard Webhooks (standardwebhooks.com)
 * writes, signs and repeats such messages. URLs come from strangers, so nothing is sent
 * into private networks unless the host is allowed by name.
 */
package dev.rushes.server.webhooks;
