DROP TABLE continuations;
DROP TABLE approvals;
