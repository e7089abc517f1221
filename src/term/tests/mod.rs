mod ink;
mod screen;
mod session;
