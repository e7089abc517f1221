DROP TABLE output_files;
DROP TABLE contents;
DROP TABLE outputs;
