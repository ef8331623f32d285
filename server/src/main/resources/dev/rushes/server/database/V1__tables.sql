-- Times are milliseconds since 1970, UTC; flags are 0 or 1; documents are JSON as text. Both
-- databases read this file, so it says nothing that only one of them knows.

CREATE TABLE counters (
  name TEXT PRIMARY KEY,
  last BIGINT NOT NULL
);
INSERT INTO counters (name, last) VALUES ('event', 0);

-- What happened, in the order of commit: the number is drawn from the counter in the same
-- transaction, which makes writers wait for each other, so that no reader misses a late one.
CREATE TABLE events (
  seq BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  type TEXT NOT NULL,
  job_id TEXT,
  asset_id TEXT,
  data TEXT NOT NULL
);
CREATE INDEX events_of_job ON events (job_id, seq);

CREATE TABLE api_keys (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  scope TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  created BIGINT NOT NULL,
  revoked BIGINT,
  last_used BIGINT
);

CREATE TABLE audit (
  id TEXT PRIMARY KEY,
  at BIGINT NOT NULL,
  who TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT,
  data TEXT NOT NULL
);
CREATE INDEX audit_by_time ON audit (at);

CREATE TABLE assets (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  state TEXT NOT NULL,
  clip TEXT,
  problem TEXT,
  owner TEXT NOT NULL,
  created BIGINT NOT NULL,
  used BIGINT NOT NULL,
  files INTEGER NOT NULL,
  rate TEXT
);
CREATE INDEX assets_by_content ON assets (sha256);
CREATE INDEX assets_by_time ON assets (created, id);
CREATE INDEX assets_by_use ON assets (used);
-- Whoever reads the metrics asks for the sums of each state.
CREATE INDEX assets_by_state ON assets (state, bytes);

CREATE TABLE uploads (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  metadata TEXT NOT NULL,
  bytes BIGINT,
  received BIGINT NOT NULL,
  kind TEXT NOT NULL,
  parts TEXT,
  sha256 TEXT,
  asset_id TEXT,
  owner TEXT NOT NULL,
  created BIGINT NOT NULL,
  expires BIGINT NOT NULL
);
CREATE INDEX uploads_by_expiry ON uploads (expires);
-- There may be a hundred thousand parts of a sequence, and each new upload asks for these.
CREATE INDEX uploads_open ON uploads (owner, received, bytes) WHERE asset_id IS NULL;
CREATE INDEX uploads_coming ON uploads (owner, received, bytes) WHERE asset_id IS NULL AND bytes > received;

CREATE TABLE presets (
  name TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  recipe TEXT NOT NULL,
  revision BIGINT NOT NULL,
  created BIGINT NOT NULL,
  changed BIGINT NOT NULL
);

-- Whoever changes a job or its tasks first counts "version" up, which locks the job for the
-- transaction; "progressed" is when its last event of progress was written. One of footage that
-- a watch folder refused has failed from the first, and has neither asset, recipe nor tasks.
CREATE TABLE jobs (
  id TEXT PRIMARY KEY,
  asset_id TEXT REFERENCES assets (id),
  name TEXT NOT NULL,
  recipe TEXT,
  preset TEXT,
  options TEXT NOT NULL,
  priority INTEGER NOT NULL,
  webhook TEXT,
  state TEXT NOT NULL,
  version BIGINT NOT NULL,
  progressed BIGINT NOT NULL,
  waits_for TEXT,
  problem TEXT,
  report TEXT,
  owner TEXT NOT NULL,
  created BIGINT NOT NULL,
  started BIGINT,
  finished BIGINT
);
CREATE INDEX jobs_by_time ON jobs (created, id);
CREATE INDEX jobs_by_state ON jobs (state, created);
CREATE INDEX jobs_of_asset ON jobs (asset_id);
CREATE INDEX jobs_of_owner ON jobs (owner, state);
CREATE INDEX jobs_of_owner_by_time ON jobs (owner, created, id);
CREATE INDEX jobs_by_finish ON jobs (finished);

CREATE TABLE job_labels (
  job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (job_id, name)
);
CREATE INDEX job_labels_by_value ON job_labels (name, value);

-- A worker process that is at work; "born" tells it from an earlier one with the same pid,
-- "beats" counts its signs of life: whoever watches sees whether it grows, whatever clocks say.
-- "supervised" is 1 if the server has started it, which sees its end itself. "wants" is what
-- keeps it from taking tasks.
CREATE TABLE workers (
  id TEXT PRIMARY KEY,
  resource TEXT NOT NULL,
  host TEXT NOT NULL,
  pid BIGINT NOT NULL,
  born TEXT NOT NULL,
  supervised INTEGER NOT NULL,
  beats BIGINT NOT NULL,
  wants TEXT
);

-- A job is planned, made in segments, assembled; a proxy of an asset or a job is a task too.
-- "attempt" counts starts and fences: only the newest attempt may finish the task. "failures"
-- and "deaths" are those of them that went wrong, and that took their worker along, "losses" those
-- in a row that ended with the whole server and came no farther than the "reached" frames of the
-- one before.
CREATE TABLE tasks (
  id TEXT PRIMARY KEY,
  job_id TEXT REFERENCES jobs (id),
  asset_id TEXT NOT NULL REFERENCES assets (id),
  kind TEXT NOT NULL,
  number INTEGER NOT NULL,
  resource TEXT NOT NULL,
  state TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  deaths INTEGER NOT NULL,
  losses INTEGER NOT NULL DEFAULT 0,
  reached BIGINT NOT NULL DEFAULT 0,
  worker TEXT,
  ready BIGINT NOT NULL,
  started BIGINT,
  finished BIGINT,
  frames BIGINT NOT NULL,
  frames_done BIGINT NOT NULL,
  fps DOUBLE PRECISION NOT NULL,
  phase TEXT,
  problem TEXT
);
CREATE INDEX tasks_of_job ON tasks (job_id, kind, number);
CREATE INDEX tasks_of_asset ON tasks (asset_id, kind);
CREATE INDEX tasks_by_state ON tasks (state, resource, ready);
CREATE INDEX tasks_by_finish ON tasks (finished);

CREATE TABLE artefacts (
  id TEXT PRIMARY KEY,
  asset_id TEXT NOT NULL REFERENCES assets (id),
  job_id TEXT REFERENCES jobs (id),
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  path TEXT NOT NULL,
  created BIGINT NOT NULL
);
CREATE INDEX artefacts_of_job ON artefacts (job_id);
CREATE INDEX artefacts_of_asset ON artefacts (asset_id);

CREATE TABLE idempotency (
  owner TEXT NOT NULL,
  request_key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  job_id TEXT NOT NULL,
  created BIGINT NOT NULL,
  PRIMARY KEY (owner, request_key)
);
CREATE INDEX idempotency_of_job ON idempotency (job_id);
CREATE INDEX idempotency_by_time ON idempotency (created);

CREATE TABLE deliveries (
  id TEXT PRIMARY KEY,
  job_id TEXT,
  url TEXT NOT NULL,
  type TEXT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  next BIGINT NOT NULL,
  status INTEGER,
  problem TEXT,
  created BIGINT NOT NULL,
  finished BIGINT
);
CREATE INDEX deliveries_due ON deliveries (state, next);
CREATE INDEX deliveries_of_job ON deliveries (job_id);

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

-- What a watch folder has taken or given up. "stamp" stands for path, sizes and times of the
-- footage: as long as that is in the folder, the row is needed. "absent" counts the days on
-- which the folder was looked at and it was not there; "seen" is when that was counted last.
-- "moving" is where its files go, from before the first is moved until after the last.
CREATE TABLE watched (
  folder TEXT NOT NULL,
  content_key TEXT NOT NULL,
  stamp TEXT NOT NULL,
  path TEXT NOT NULL,
  state TEXT NOT NULL,
  job_id TEXT,
  problem TEXT,
  moving TEXT,
  seen BIGINT NOT NULL,
  absent INTEGER NOT NULL,
  PRIMARY KEY (folder, content_key)
);
CREATE INDEX watched_by_time ON watched (folder, seen);
CREATE INDEX watched_by_state ON watched (folder, state, seen);
CREATE INDEX watched_of_stamp ON watched (folder, stamp);
CREATE INDEX watched_of_job ON watched (job_id);

-- db-scheduler's own tables, one a resource class: a scheduler deletes rows of tasks that it
-- does not know, so no two classes may share one. "priority" is a rank: it grows with a job's
-- priority and falls with the moment of its creation, in seconds.
CREATE TABLE q_io (
  task_name TEXT NOT NULL, task_instance TEXT NOT NULL, task_data ${bytes}, execution_time ${time} NOT NULL,
  picked ${boolean} NOT NULL, picked_by TEXT, last_success ${time}, last_failure ${time}, consecutive_failures INT,
  last_heartbeat ${time}, version BIGINT NOT NULL, priority INTEGER, PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX q_io_due ON q_io (priority DESC, execution_time ASC);
CREATE INDEX q_io_heartbeat ON q_io (last_heartbeat);

CREATE TABLE q_preview (
  task_name TEXT NOT NULL, task_instance TEXT NOT NULL, task_data ${bytes}, execution_time ${time} NOT NULL,
  picked ${boolean} NOT NULL, picked_by TEXT, last_success ${time}, last_failure ${time}, consecutive_failures INT,
  last_heartbeat ${time}, version BIGINT NOT NULL, priority INTEGER, PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX q_preview_due ON q_preview (priority DESC, execution_time ASC);
CREATE INDEX q_preview_heartbeat ON q_preview (last_heartbeat);

CREATE TABLE q_cpu (
  task_name TEXT NOT NULL, task_instance TEXT NOT NULL, task_data ${bytes}, execution_time ${time} NOT NULL,
  picked ${boolean} NOT NULL, picked_by TEXT, last_success ${time}, last_failure ${time}, consecutive_failures INT,
  last_heartbeat ${time}, version BIGINT NOT NULL, priority INTEGER, PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX q_cpu_due ON q_cpu (priority DESC, execution_time ASC);
CREATE INDEX q_cpu_heartbeat ON q_cpu (last_heartbeat);

CREATE TABLE q_gpu (
  task_name TEXT NOT NULL, task_instance TEXT NOT NULL, task_data ${bytes}, execution_time ${time} NOT NULL,
  picked ${boolean} NOT NULL, picked_by TEXT, last_success ${time}, last_failure ${time}, consecutive_failures INT,
  last_heartbeat ${time}, version BIGINT NOT NULL, priority INTEGER, PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX q_gpu_due ON q_gpu (priority DESC, execution_time ASC);
CREATE INDEX q_gpu_heartbeat ON q_gpu (last_heartbeat);
