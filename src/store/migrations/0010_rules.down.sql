DROP INDEX tool_calls_by_age;
DROP TABLE rules;
