-- What tagging has found, by the newest job that tagged the footage. "document" is the shot as the
-- tags' document has it, with what people have said of it since; its job may be gone. The columns before it repeat what is
-- looked for. "seq" joins a shot with its words, which each database keeps for full-text search in its own way.
INSERT INTO counters (name, last) VALUES ('shot', 0);

CREATE TABLE shots (
  id TEXT PRIMARY KEY,
  seq BIGINT NOT NULL UNIQUE,
  asset_id TEXT NOT NULL REFERENCES assets (id),
  job_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  clip TEXT NOT NULL,
  size TEXT,
  move TEXT,
  people INTEGER,
  speech DOUBLE PRECISION,
  seconds DOUBLE PRECISION NOT NULL,
  thumbnail TEXT,
  document TEXT NOT NULL,
  created BIGINT NOT NULL
);
CREATE INDEX shots_of_asset ON shots (asset_id, number);
CREATE INDEX shots_of_job ON shots (job_id);
CREATE INDEX shots_by_size ON shots (size);
CREATE INDEX shots_by_move ON shots (move);

CREATE TABLE shot_tags (
  shot_id TEXT NOT NULL REFERENCES shots (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  PRIMARY KEY (shot_id, name)
);
CREATE INDEX shot_tags_by_name ON shot_tags (name);

${shot_words};
