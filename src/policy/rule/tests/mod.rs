mod drafts;
mod files;
mod sets;
