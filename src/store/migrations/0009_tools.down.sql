DROP TABLE policy_rules;
DROP TABLE tool_calls;
