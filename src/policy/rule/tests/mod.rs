mod files;
mod sets;
