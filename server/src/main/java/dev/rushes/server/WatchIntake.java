package dev.rushes.server;

import java.util.Map;
import java.util.function.BiConsumer;

import dev.rushes.server.jobs.JobRequest;
import dev.rushes.server.jobs.Jobs;
import dev.rushes.server.storage.Blobs;
import dev.rushes.server.storage.DiskSpace;
import dev.rushes.server.watch.Intake;
import dev.rushes.server.watch.Order;
import dev.rushes.workers.job.Handling;
import org.jdbi.v3.core.Handle;

/** Makes watched files assets and jobs, as if somebody had sent them. */
record WatchIntake(Production production, Blobs blobs, DiskSpace space, Jobs jobs) implements Intake {

    @Override
    public void admit(String owner) {
        this.production.database().read((handle) -> {
            this.jobs.admit(handle, owner);
            return null;
        });
    }

    @Override
    public String take(Staged staged, String owner, Order order, BiConsumer<Handle, String> also) {
        return this.blobs.alone(staged.sha256(), () -> {
            // nothing more is needed: the copy is on the disk already
            this.production.database().update((handle) -> this.space.demand(handle, 0));
            this.blobs.put(staged.upload(), staged.sha256(), staged.name());
            return this.production.database().change((handle) -> {
                String asset = this.production.assets()
                    .add(handle, staged.name(), staged.bytes(), staged.sha256(), owner);
                String job = this.jobs.submit(handle, owner, new JobRequest(asset, order.recipe(), order.priority(),
                        order.labels(), order.webhook(), Handling.FORM.create(Map.of())));
                also.accept(handle, job);
                return job;
            });
        });
    }

}
