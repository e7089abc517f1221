mod drawn;
mod fixture;
mod input;
mod tabs;
