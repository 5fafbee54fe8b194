/** What `user_version` says of a file in the form below. A change of the form raises it. */
export const SCHEMA_VERSION = 6;

/** "FOAn" as `application_id`, which tells this product's files from other SQLite databases. */
export const APPLICATION_ID = 0x464f416e;

/**
 * The tables of a new file. Bodies are JSON; what stands in columns beside them is what queries
 * sort and filter by. Each index serves the query that is named with it.
 */
export const SCHEMA = `
CREATE TABLE settings (
	name TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT;

-- The row number is the store's order; AUTOINCREMENT never gives one twice. The body holds what no
-- column does. Every byte here is written twice for every event, into the log and into the file, and
-- whoever sends events waits for it: what only counted events are asked for stands below.
CREATE TABLE events (
	seq INTEGER PRIMARY KEY AUTOINCREMENT,
	id TEXT NOT NULL UNIQUE,
	shard INTEGER NOT NULL,
	trace_key TEXT NOT NULL,
	trace_hash INTEGER NOT NULL,
	timestamp INTEGER NOT NULL,
	expire_at INTEGER NOT NULL,
	content_hash TEXT NOT NULL,
	sanitizer_version INTEGER NOT NULL,
	body TEXT NOT NULL
) STRICT;
-- readPage; an index ends in the row number.
CREATE INDEX events_by_shard ON events (shard);

-- The events that were counted, for readTrace: written as the shard's mark passes them. A hash,
-- because trace keys are long and come in no order; the shard before it, because a page adds to
-- traces all over its shard, and else would write pages all over the table.
CREATE TABLE counted_by_trace (
	shard INTEGER NOT NULL,
	hash INTEGER NOT NULL,
	ended_at INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	PRIMARY KEY (shard, hash, ended_at, seq)
) STRICT, WITHOUT ROWID;
-- The same events, for deleteExpired.
CREATE TABLE counted_by_expiry (
	shard INTEGER NOT NULL,
	expire_at INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	PRIMARY KEY (shard, expire_at, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE shards (
	shard INTEGER PRIMARY KEY,
	version INTEGER NOT NULL,
	mark INTEGER,
	purged_before INTEGER NOT NULL
) STRICT;

-- The version is the shard's that wrote the row: it tells who holds a copy whether it is the latest.
CREATE TABLE users (
	user_id TEXT PRIMARY KEY,
	shard INTEGER NOT NULL,
	month TEXT NOT NULL,
	version INTEGER NOT NULL,
	body TEXT NOT NULL
) STRICT;
-- deleteUserMonthsBefore
CREATE INDEX users_by_month ON users (shard, month);

CREATE TABLE user_months (
	user_id TEXT NOT NULL,
	month TEXT NOT NULL,
	shard INTEGER NOT NULL,
	body TEXT NOT NULL,
	PRIMARY KEY (user_id, month)
) STRICT;
-- deleteUserMonthsBefore
CREATE INDEX user_months_by_month ON user_months (shard, month);

CREATE TABLE deltas (
	seq INTEGER PRIMARY KEY AUTOINCREMENT,
	body TEXT NOT NULL
) STRICT;

CREATE TABLE totals (
	one INTEGER PRIMARY KEY CHECK (one = 1),
	version INTEGER NOT NULL,
	body TEXT NOT NULL
) STRICT;

-- rank is minus the frequency, so that both halves of the order ascend.
CREATE TABLE patterns (
	pattern TEXT PRIMARY KEY,
	rank INTEGER NOT NULL,
	body TEXT NOT NULL
) STRICT;
-- listPatterns
CREATE INDEX patterns_by_rank ON patterns (rank, pattern);

CREATE TABLE usage_days (
	day TEXT PRIMARY KEY,
	body TEXT NOT NULL
) STRICT;

CREATE TABLE templates (
	id TEXT PRIMARY KEY,
	body TEXT NOT NULL
) STRICT;

-- Tombstones of users.
CREATE TABLE erasures (
	user_id TEXT PRIMARY KEY,
	through INTEGER NOT NULL,
	written_at INTEGER NOT NULL,
	expire_at INTEGER NOT NULL,
	finished INTEGER NOT NULL
) STRICT;
-- listErasures
CREATE INDEX erasures_by_writing ON erasures (written_at, user_id);

INSERT INTO totals (one, version, body) VALUES (1, 0, '{"users":{}}');
`;
