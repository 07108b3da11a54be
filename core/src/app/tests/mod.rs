mod canary;
mod records;
mod refused;
mod session;
mod writes;
