mod screen;
mod session;
