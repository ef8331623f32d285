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
