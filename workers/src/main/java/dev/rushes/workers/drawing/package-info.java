/** Pictures with words in them, drawn without a screen. */
package dev.rushes.workers.drawing;
