-- Tags that people teach by examples. A version is what was learnt from all examples up to it; of examples of the same shot the
-- newest counts. There is no network while examples of one kind are missing. The features stay when the footage goes.
CREATE TABLE taught_versions (
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  yes INTEGER NOT NULL,
  no INTEGER NOT NULL,
  accuracy DOUBLE PRECISION,
  who TEXT NOT NULL,
  created BIGINT NOT NULL,
  network ${bytes},
  PRIMARY KEY (name, version)
);

CREATE TABLE taught_examples (
  name TEXT NOT NULL,
  asset_id TEXT NOT NULL,
  frame INTEGER NOT NULL,
  version INTEGER NOT NULL,
  yes INTEGER NOT NULL,
  features ${bytes} NOT NULL,
  PRIMARY KEY (name, asset_id, frame, version)
);
