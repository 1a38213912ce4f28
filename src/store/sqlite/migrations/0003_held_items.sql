-- What people who decide about held items need to see, and what reading one again needs to know.

-- The kind of value a doubt is about ("date", "short_text"), never the value; empty when unknown.
ALTER TABLE finding ADD COLUMN value_class TEXT NOT NULL DEFAULT '';

-- How the item was read when it came: the adapter's id (empty: the native shape), the form of its
-- delivery ("json", "ndjson", "csv", "form"; empty for items held before this was kept) and, of a
-- row, the first line of its file, encrypted as `original` is.
ALTER TABLE held ADD COLUMN adapter TEXT NOT NULL DEFAULT '';
ALTER TABLE held ADD COLUMN form TEXT NOT NULL DEFAULT '';
ALTER TABLE held ADD COLUMN header BLOB;
