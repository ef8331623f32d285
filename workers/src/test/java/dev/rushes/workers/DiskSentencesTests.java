package dev.rushes.workers;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

import dev.rushes.models.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What of a disk's trouble passes, and what will be as wrong the next time. */
class DiskSentencesTests {

    @ParameterizedTest
    @ValueSource(strings = { "Stale file handle", "Input/output error", "Disk quota exceeded", "Too many open files",
            "No space left on device", "Read-only file system", "No locks available" })
    void whatMayPassIsTriedAgain(String reason) {
        for (IOException trouble : new IOException[] { new IOException(reason),
                new FileSystemException("/footage/a.mov", null, reason) }) {
            Problem problem = Disk.problem(trouble, "a.mov cannot be written");
            assertEquals(Problem.Kind.EXHAUSTED, problem.kind(), problem.getMessage());
            assertTrue(problem.getMessage().endsWith("run the same again"), problem.getMessage());
        }
    }

    @Test
    void whatIsWrongStaysWrong() {
        for (IOException trouble : new IOException[] { new AccessDeniedException("a"),
                new FileAlreadyExistsException("a"), new NoSuchFileException("a"), new NotDirectoryException("a"),
                new FileSystemException("a", null, "File name too long"),
                new FileSystemException("a", null, "Not a directory") }) {
            assertEquals(Problem.Kind.INVALID, Disk.problem(trouble, "a cannot be written").kind());
        }
    }

}
