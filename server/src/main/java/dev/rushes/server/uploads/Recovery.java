package dev.rushes.server.uploads;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;

import dev.rushes.models.Problem;
import dev.rushes.server.database.Database;
import dev.rushes.server.storage.Storage;
import dev.rushes.server.uploads.Transfers.Transfer;

/** Puts right what a crash left of uploads. */
final class Recovery {

    private static final Logger LOG = System.getLogger(Recovery.class.getName());

    private final Database database;

    private final Storage storage;

    private final Transfers transfers;

    private final Ending ending;

    Recovery(Database database, Storage storage, Transfers transfers, Ending ending) {
        this.database = database;
        this.storage = storage;
        this.transfers = transfers;
        this.ending = ending;
    }

    /**
     * What has a content is published, what lost bytes or cannot be gone on with is
     * removed, what had come whole becomes an asset.
     * @param threads for reading files that came whole and were not stored yet
     */
    void run(Executor threads) {
        for (Upload upload : this.database.read(UploadTable::open)) {
            try {
                recover(upload, threads);
            }
            catch (Problem trouble) {
                // one file that is stubborn keeps neither the others nor the server
                LOG.log(Level.ERROR, "the upload {0} is left as it is: {1}", upload.id(), trouble.getMessage());
            }
        }
    }

    private void recover(Upload upload, Executor threads) {
        boolean ours = upload.kind() == Upload.Kind.SINGLE || upload.kind() == Upload.Kind.PARTIAL;
        if (upload.sha256() != null && ours) {
            publish(upload);
        }
        else if (!ours || size(this.storage.upload(upload.id())) < upload.received()) {
            this.ending.remove(upload, "setup");
        }
        else if (upload.whole() && !upload.done()) {
            Transfer transfer = this.transfers.takeOver(upload.id(), upload.owner());
            threads.execute(() -> store(upload, transfer));
        }
    }

    private void publish(Upload upload) {
        try {
            this.ending.publish(upload, upload.sha256());
        }
        catch (Problem trouble) {
            if (trouble.kind() != Problem.Kind.NOT_FOUND) {
                throw trouble;
            }
            this.ending.remove(upload, "setup");
        }
    }

    private void store(Upload upload, Transfer transfer) {
        try (transfer; PartFile file = PartFile.open(this.storage.upload(upload.id()), upload.received())) {
            file.sync();
            this.ending.store(upload, file, new Fingerprint());
        }
        catch (IOException | RuntimeException trouble) {
            LOG.log(Level.ERROR, "the upload " + upload.id() + " came whole and cannot be stored", trouble);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        }
        catch (IOException gone) {
            return 0;
        }
    }

}
