/**
 * What a stranger's ONNX file is, found out by reading and running it in a process of its
 * own: {@link dev.rushes.models.examination.Examination} starts that process and bounds
 * it, {@link dev.rushes.models.examination.Examiner} is what runs there, and
 * {@link dev.rushes.models.examination.OwnModels} is the folder where a model goes that
 * passed.
 */
package dev.rushes.models.examination;
