DROP TABLE breakers;
DROP TABLE spending;
DROP TABLE calls;
