DROP TABLE checks;
DROP TABLE evidence;
