/** For who has no clip at hand: the whole product shown on footage of its own making. */
package dev.rushes.workers.demo;
