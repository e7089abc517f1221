DROP TABLE messages;
DROP INDEX runs_by_kind;
ALTER TABLE runs DROP COLUMN kind;
