package dev.rushes.server;

import java.util.Map;
import java.util.function.BiConsumer;

import dev.rushes.models.Problem;
import dev.rushes.server.audit.Audit;
import dev.rushes.server.database.Database;
import dev.rushes.server.jobs.JobRequest;
import dev.rushes.server.jobs.Jobs;
import dev.rushes.server.uploads.Admission;
import dev.rushes.server.uploads.Reservations;
import dev.rushes.server.watch.Intake;
import dev.rushes.server.watch.Order;
import dev.rushes.workers.job.Handling;
import org.jdbi.v3.core.Handle;

/** Makes watched footage assets and jobs, as if somebody had sent it. */
record WatchIntake(Database database, Reservations reservations, Admission admission, Jobs jobs,
        Audit audit) implements Intake {

    private static final String OWNER = "watch";

    @Override
    public String reserve(String name, long bytes) {
        return this.reservations.reserve(OWNER, name, bytes);
    }

    @Override
    public void progress(String upload, long from, long to) {
        this.reservations.progress(upload, from, to);
    }

    @Override
    public void release(String upload) {
        this.reservations.release(upload);
    }

    @Override
    public void admit(String owner) {
        this.database.read((handle) -> {
            this.jobs.admit(handle, owner);
            return null;
        });
    }

    @Override
    public String take(Staged staged, String owner, Order order, BiConsumer<Handle, String> also) {
        Admission.Arrival arrival = new Admission.Arrival(staged.upload(), staged.name(), staged.bytes(),
                staged.files(), staged.sha256(), staged.rate(), owner);
        return this.admission.admit(arrival, (handle, asset) -> {
            this.audit.add(handle, owner, "asset.upload", asset,
                    Map.of("name", staged.name(), "sha256", staged.sha256(), "files", staged.files()));
            String job = this.jobs.submit(handle, owner, request(asset, order));
            also.accept(handle, job);
            return job;
        });
    }

    @Override
    public void refuse(String name, String owner, Order order, Problem why, BiConsumer<Handle, String> also) {
        this.database
            .update((handle) -> also.accept(handle, this.jobs.refuse(handle, owner, name, request(null, order), why)));
    }

    private static JobRequest request(String asset, Order order) {
        return new JobRequest(asset, order.recipe(), order.priority(), order.labels(), order.webhook(),
                Handling.FORM.create(Map.of()));
    }

}
