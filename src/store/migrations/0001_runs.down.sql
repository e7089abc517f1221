DROP TABLE events;
DROP TABLE runs;
