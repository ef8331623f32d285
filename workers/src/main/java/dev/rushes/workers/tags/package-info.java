/**
 * What is in a clip: shots, how they look and sound, what is wrong with them. One decode
 * feeds all analysers; what they found is put together when the shots are known.
 */
package dev.rushes.workers.tags;
