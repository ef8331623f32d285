package dev.rushes.models.examination;

/**
 * What an examining process is told, on its standard input.
 *
 * @param copy path of a copy of the file, in the process's own folder
 * @param origin folder that the file itself lies in
 * @param folded where to write the file if it has to be put together
 * @param wishes what a person says
 * @param limits to keep
 */
record Request(String copy, String origin, String folded, Wishes wishes, Limits limits) {

}
