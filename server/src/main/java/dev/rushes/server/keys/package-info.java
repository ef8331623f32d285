/**
 * API keys: who may ask. A server that only this machine can reach needs none; any other,
 * or one with a name for a proxy, asks everybody for one, this machine too, for a proxy
 * in front looks like this machine.
 */
package dev.rushes.server.keys;
