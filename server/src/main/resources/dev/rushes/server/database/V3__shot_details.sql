-- What shots share with others, the frames one runs through with the mouse, and what was found of clips as a whole: the tags'
-- document without its shots.
ALTER TABLE shots ADD COLUMN takes TEXT;
ALTER TABLE shots ADD COLUMN fingerprint TEXT;
ALTER TABLE shots ADD COLUMN strip TEXT;
CREATE INDEX shots_by_takes ON shots (takes);

CREATE TABLE clip_tags (
  asset_id TEXT PRIMARY KEY REFERENCES assets (id),
  job_id TEXT NOT NULL,
  document TEXT NOT NULL
);

-- What shots ("shot:SEQ") and words for them ("tag:NAME") mean, as vectors. Whoever keeps them in memory asks for what has a
-- greater version than the last that was seen.
INSERT INTO counters (name, last) VALUES ('meaning', 0);

CREATE TABLE meanings (
  name TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  vector ${bytes} NOT NULL
);
CREATE INDEX meanings_by_version ON meanings (version);
